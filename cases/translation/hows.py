"""Values and fields in the form of a translation: those of the source, each with its how to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cases.codes import CODES
from cases.editorial.hows import Hows, HowsWidget
from cases.translation.source import Source


class TranslatedHowsWidget(HowsWidget):
    """A row for each value or field that the source has, with its how there; none comes or goes here."""

    template_name = "admin/translation/hows.html"

    def __init__(self, kind: str, *, source: Source, own: Hows) -> None:
        super().__init__(kind)
        self.source = source
        self.own = own

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Hows | None:
        """Return the hows that were sent, of what the case has; None when this part was not sent at all."""
        sent = super().value_from_datadict(data, files, name)
        if sent is None:
            return None
        chosen = {code: sent.text(code) for code in CODES[self.kind] if code in self.own.chosen}
        return Hows(chosen, {code: how for code, how in self.own.set_aside.items() if code in CODES[self.kind]})

    def _rows(self, name: str, hows: Hows) -> Iterator[dict[str, Any]]:
        for row in super()._rows(name, hows):
            if row["term"].code in self.own.chosen:
                yield {**row, "source_text": self.source.text(f"how:{row['term'].code}")}

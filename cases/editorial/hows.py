"""Values and action fields in the form: all of them, each with a box to tick and its how beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cases.codes import CODES
from cases.editorial.rendering import ProjectTemplate

MOST_LETTERS = 1000


@dataclass(frozen=True)
class Hows:
    """What is ticked, and the texts of what is not: a text is kept until somebody deletes it, ticked or not."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    set_aside: Mapping[str, str] = field(default_factory=dict)

    def text(self, code: str) -> str:
        """Return the how of a code, ticked or not."""
        return self.chosen.get(code) or self.set_aside.get(code, "")


def hows_of(page: Any, name: str) -> Hows:
    """Return what a case has in `value_tags` or `field_tags`, and the texts that were set aside."""
    return Hows({tag.code: tag.how for tag in getattr(page, name).all()}, dict(page.hows_set_aside))


def put_hows(page: Any, name: str, hows: Hows | None) -> None:
    """Give a case its tags in the model's order, in memory; None leaves it as it is."""
    if hows is None:
        return
    manager = getattr(page, name)
    own = {tag.code: tag for tag in manager.all()}
    tags = []
    for order, (code, how) in enumerate(hows.chosen.items()):
        tag = own.get(code) or manager.model(code=code)
        tag.how, tag.sort_order = how, order
        tags.append(tag)
    setattr(page, name, tags)
    kept = {code: text for code, text in page.hows_set_aside.items() if code not in CODES[_kind_of(manager)]}
    page.hows_set_aside = {**kept, **hows.set_aside}


def _kind_of(manager: Any) -> str:
    return str(manager.model._meta.get_field("code").kind)


class HowsWidget(ProjectTemplate, forms.Widget):
    """One row for each value or field, in the model's order."""

    template_name = "admin/widgets/hows.html"
    use_fieldset = True
    takes_label = True

    class Media:
        css = {"all": ["admin/case-form.css"]}
        js = [forms.widgets.Script("admin/hows.js", type="module")]

    def __init__(self, kind: str, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.kind = kind

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Return nothing: the label names the group, not one of its boxes."""
        return ""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Say whether a form was sent without this part."""
        return not any(key.startswith(f"{name}-") and key.endswith(("-on", "-how")) for key in data)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Hows | None:
        """Return what was sent, or None when this part was not sent at all."""
        if self.value_omitted_from_data(data, files, name):
            return None
        chosen, set_aside = {}, {}
        for code in CODES[self.kind]:
            how = str(data.get(f"{name}-{code}-how", "")).replace("\r\n", "\n").strip()
            if data.get(f"{name}-{code}-on"):
                chosen[code] = how
            elif how:
                set_aside[code] = how
        return Hows(chosen, set_aside)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return the rows for the template."""
        context = super().get_context(name, value, attrs)
        hows = value if isinstance(value, Hows) else Hows()
        context["rows"] = list(self._rows(name, hows))
        return context

    def _rows(self, name: str, hows: Hows) -> Iterator[dict[str, Any]]:
        from cases.models.vocabulary import Vocabulary

        for term in Vocabulary.for_active_language().terms(self.kind):
            yield {
                "term": term,
                "name": f"{name}-{term.code}",
                "on": term.code in hows.chosen,
                "how": hows.text(term.code),
            }


class HowsField(forms.Field):
    """The values or the fields of a case with their hows."""

    def __init__(self, *, kind: str, **kwargs: Any) -> None:
        super().__init__(required=False, widget=HowsWidget(kind), **kwargs)
        self.kind = kind

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether an editor has changed anything."""
        if data is None:
            return False
        before = initial if isinstance(initial, Hows) else Hows()
        mine = {code: text for code, text in before.set_aside.items() if code in CODES[self.kind]}
        return (dict(before.chosen), mine) != (dict(data.chosen), dict(data.set_aside))

    def faults(self, hows: Hows | None) -> Iterator[str]:
        """Yield a sentence for each how that is too long."""
        long = {code: len(how) for code, how in (hows.chosen if hows else {}).items() if len(how) > MOST_LETTERS}
        if not long:
            return
        from cases.models.vocabulary import Vocabulary

        for term in Vocabulary.for_active_language().some(self.kind, long):
            yield _("%(name)s: write at most %(most)s characters; now there are %(now)s.") % {
                "name": term.name,
                "most": MOST_LETTERS,
                "now": long[term.code],
            }

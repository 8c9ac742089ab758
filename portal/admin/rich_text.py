"""The editor for rich text."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from wagtail.admin.rich_text import DraftailRichTextArea


class RichTextArea(DraftailRichTextArea):
    """Wagtail's own, which reads what was sent without looking whether it is a text at all."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the text as HTML; BadRequest for what its script never sends."""
        try:
            return super().value_from_datadict(data, files, name)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise BadRequest("A rich text was sent that is none.") from error

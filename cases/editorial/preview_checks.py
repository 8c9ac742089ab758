"""What is checked in the preview, where only the finished page can tell: alt texts and headings as they are read."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

_FILE_NAME = r"\.(avif|gif|heic|jpe?g|png|svg|tiff?|webp)$|_|^(img|dsc|dscn)[-_ ]?\d+$"
_SAYS_PICTURE = r"^(et |eit |a |an )?(bilde|bilete|foto|fotografi|image|photo|picture)( av | of |$)"


class PreviewChecks(ContentCheckerItem):
    """Wagtail's rules and a few more. A missing description is none: the summary stands in for it."""

    axe_run_only: ClassVar[list[str]] = [
        *(rule for rule in ContentCheckerItem.axe_run_only if rule != "empty-meta-description"),
        "image-alt",
        "image-redundant-alt",
        "page-has-heading-one",
    ]
    axe_custom_rules: ClassVar[list[dict[str, Any]]] = [
        rule for rule in ContentCheckerItem.axe_custom_rules if rule["id"] != "empty-meta-description"
    ]
    axe_custom_checks: ClassVar[list[dict[str, Any]]] = [
        {"id": "check-image-alt-text", "options": {"pattern": f"{_FILE_NAME}|{_SAYS_PICTURE}"}}
    ]
    axe_messages: ClassVar[dict[str, Any]] = {
        **ContentCheckerItem.axe_messages,
        "alt-text-quality": {
            "error_name": _("The alt text is no description"),
            "help_text": _("Write what the picture shows, not the file's name, and not that it is a picture."),
        },
        "image-alt": {
            "error_name": _("A picture has no alt text"),
            "help_text": _("Write what someone who cannot see the picture needs to know."),
        },
        "image-redundant-alt": {
            "error_name": _("The alt text repeats the text beside it"),
            "help_text": _("Write what the picture adds, or say that it is decoration only."),
        },
        "page-has-heading-one": {
            "error_name": _("The page has no title"),
            "help_text": _("Write a title. It is the page's main heading."),
        },
    }


def use_preview_checks(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Put our checks in the place of Wagtail's."""
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[place] = PreviewChecks(in_editor=item.in_editor)

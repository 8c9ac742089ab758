"""What a menu and a footer are made of: links, and columns of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.navigation.places import place_choices

MAX_LABEL, MAX_ADDRESS = 60, 500
MAX_MENU, MAX_COLUMNS, MAX_LINKS = 7, 4, 10


def check_address(value: str) -> None:
    """Raise ValidationError for what is neither an address that begins with https:// nor one for e-mail."""
    try:
        scheme, path = urlsplit(value).scheme.lower(), value.partition(":")[2]
        if scheme == "https":
            URLValidator(schemes=["https"])(value)
            return
        if scheme == "mailto":
            validate_email(unquote(path.partition("?")[0]))
            return
    except (ValidationError, ValueError):
        pass
    raise ValidationError(
        _("Write an address that begins with https://, or mailto: and an e-mail address."), code="address"
    )


def _label(**kwargs: Any) -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Text of the link"), max_length=MAX_LABEL, **kwargs)


class PageLinkBlock(blocks.StructBlock):
    """A page of the portal."""

    page = blocks.PageChooserBlock(label=_("Page"), help_text=_("The link is hidden while the page is not published."))
    label = _label(required=False, help_text=_("When you leave this empty, the page's title is used."))

    class Meta:
        icon = "doc-empty"
        label = _("A page")


class PlaceLinkBlock(blocks.StructBlock):
    """One of the portal's own places."""

    place = blocks.ChoiceBlock(choices=place_choices, label=_("Place"))
    label = _label(required=False, help_text=_("When you leave this empty, the place's own name is used."))

    class Meta:
        icon = "site"
        label = _("One of the portal's own places")


class AddressLinkBlock(blocks.StructBlock):
    """An address elsewhere."""

    address = blocks.CharBlock(
        label=_("Address"),
        max_length=MAX_ADDRESS,
        validators=[check_address],
        help_text=_("For example https://www.ks.no/ or mailto:post@example.org."),
    )
    label = _label()

    class Meta:
        icon = "link"
        label = _("An address elsewhere")


class LinksBlock(blocks.StreamBlock):
    """Links in the order in which they are shown."""

    page = PageLinkBlock()
    place = PlaceLinkBlock()
    address = AddressLinkBlock()


class ColumnBlock(blocks.StructBlock):
    """One column of the footer."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=MAX_LABEL, required=False)
    text = blocks.TextBlock(
        label=_("Text"), max_length=400, required=False, help_text=_("A sentence or two. May be left empty.")
    )
    links = LinksBlock(label=_("Links"), required=False, max_num=MAX_LINKS)

    class Meta:
        icon = "list-ul"
        label = _("Column")


class ColumnsBlock(blocks.StreamBlock):
    """The columns of the footer, from left to right."""

    column = ColumnBlock()

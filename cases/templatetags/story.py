"""What a story says of the files that it points at, and of where it comes from."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

register = template.Library()

_KINDS = {
    "csv": _("Table (CSV)"),
    "docx": _("Word document"),
    "odt": _("OpenDocument text"),
    "pdf": _("PDF"),
    "pptx": _("Slides (PowerPoint)"),
    "txt": _("Plain text"),
    "xlsx": _("Spreadsheet (Excel)"),
}


# A case's source is one for all languages, and written as an editor writes it.
_HANDBOOK = re.compile(r"h[åa]ndboka,? s\. ?(?P<pages>[\d–, -]+)\Z", re.I)


@register.filter
def reference_in_words(reference: str) -> str:
    """Return `Håndboka s. 32` as the reader's language says it, and any other reference as it is."""
    found = _HANDBOOK.match(reference)
    return gettext("the handbook, p. %(pages)s") % {"pages": found["pages"]} if found else reference


@register.simple_tag
def file_in_words(document: Any) -> str:
    """Return what kind of file a document is and how large, as `PDF, 1,2 MB`; the size only where it is known."""
    extension = str(document.file_extension).lower()
    kind = str(_KINDS.get(extension, extension.upper()))
    return f"{kind}, {size_in_words(document.file_size)}" if document.file_size else kind


def size_in_words(size: int) -> str:
    """Return a number of bytes in kB or MB of a thousand, with one decimal where it tells something."""
    if size < 999_500:
        return f"{number_format(max(1, round(size / 1000)))} kB"
    megabytes = size / 1_000_000
    return f"{number_format(megabytes, 1 if megabytes < 10 else 0)} MB"

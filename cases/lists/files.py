"""The kinds of file that a list can be taken along as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

from cases.exports import deck, pdf, sheets, slides
from cases.exports.answers import file_answer
from cases.exports.contents import CaseSheet, sheets_of
from cases.lists.draft import Draft

Made = Callable[[str, str, Sequence[CaseSheet], str], bytes]


@dataclass(frozen=True)
class Kind:
    """A kind of file: its ending, what it is called on a button, and how it is made."""

    ending: str
    label: StrPromise
    content_type: str
    make: Made


def _sheet(name: str, _address: str, cases: Sequence[CaseSheet], _site: str) -> bytes:
    return sheets.list_as_sheet(name, cases)


def _slides(name: str, address: str, cases: Sequence[CaseSheet], _site: str) -> bytes:
    return slides.list_as_slides(name, address, cases)


KINDS = {
    kind.ending: kind
    for kind in (
        Kind("pdf", gettext_lazy("PDF"), pdf.CONTENT_TYPE, pdf.list_as_pdf),
        Kind("xlsx", gettext_lazy("Spreadsheet"), sheets.CONTENT_TYPE, _sheet),
        Kind("pptx", gettext_lazy("Slides"), deck.CONTENT_TYPE, _slides),
    )
}


def file_of(kind: Kind, draft: Draft, address: str, request: HttpRequest) -> HttpResponse:
    """Return the list as a file; `address` is where it is shared, or empty. What is not published is not in it."""
    notes = draft.notes()
    cases = [replace(case, note=notes.get(case.id, "")) for case in sheets_of(draft.ids, request)]
    name = draft.name or _("My list")
    site = request.build_absolute_uri("/").rstrip("/")
    return file_answer(kind.make(name, address, cases, site), kind.content_type, name, kind.ending)

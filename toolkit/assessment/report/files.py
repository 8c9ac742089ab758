"""The kinds of file that a result can be taken along as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from cases.exports.answers import file_answer
from toolkit.assessment.report import pdf, sheet, slides
from toolkit.assessment.report.told import Told

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class Kind:
    """A kind of file: its ending, what it is called on a button, and how it is made."""

    ending: str
    label: StrPromise
    content_type: str
    make: Callable[[Told], bytes]


KINDS = {
    kind.ending: kind
    for kind in (
        Kind("pdf", gettext_lazy("Report (PDF)"), pdf.CONTENT_TYPE, pdf.result_as_pdf),
        Kind("xlsx", gettext_lazy("Spreadsheet"), sheet.CONTENT_TYPE, sheet.result_as_sheet),
        Kind("pptx", gettext_lazy("Slides"), slides.CONTENT_TYPE, slides.result_as_slides),
    )
}


def file_of(kind: Kind, told: Told) -> HttpResponse:
    """Return a result as a file."""
    return file_answer(kind.make(told), kind.content_type, told.round.name, kind.ending)

"""The page that puts two to four cases beside each other, and the same as a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.cards import CaseCard, cards_for
from cases.compare.table import as_rows, table_of
from cases.exports.answers import file_answer
from cases.exports.contents import CaseSheet, sheets_of
from cases.exports.sheets import CONTENT_TYPE, rows_as_sheet
from cases.filters import MAX_TEXT
from cases.models import CasePage, Vocabulary
from cases.search.hits import Hits
from cases.search.service import Question, Search
from cases.short_ids import understood_ids

MOST = 4
_SUGGESTED = 6
# Addresses are passed on and added to by hand: what is beyond this is not even looked at.
_LOOKED_AT = 20


@dataclass(frozen=True)
class Column:
    """A case of the comparison, and the address of the comparison without it."""

    case: CaseSheet
    without: str


@dataclass(frozen=True)
class Suggestion:
    """A case that can be added, and the address of the comparison with it."""

    card: CaseCard
    added: str


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Return the comparison; with no or one case, how to make one."""
    asked = understood_ids(request.GET.getlist("case"), _LOOKED_AT)
    wanted = asked[:MOST]
    cases = sheets_of(wanted, request)
    ids = [case.id for case in cases]
    query = request.GET.get("q", "").strip()[:MAX_TEXT]
    context = {
        "columns": [Column(case, _query([other for other in ids if other != case.id])) for case in cases],
        "groups": table_of(cases) if len(cases) > 1 else [],
        "missing": len(wanted) - len(cases),
        "too_many": len(asked) > MOST,
        "most": MOST,
        "is_full": len(cases) >= MOST,
        "ids": ids,
        "query": query,
        "suggestions": _suggestions(request, query, ids) if query and len(cases) < MOST else [],
        "address": _query(ids),
        "view_in_all_languages": "compare",
        "query_in_all_languages": _query(ids),
    }
    return render(request, "pages/compare.html", context)


@require_safe
def compare_sheet(request: HttpRequest) -> HttpResponse:
    """Return the comparison as a spreadsheet; with nothing to compare it has no rows."""
    cases = sheets_of(understood_ids(request.GET.getlist("case"), MOST), request)
    name = _("Comparison of cases")
    return file_answer(rows_as_sheet(name, as_rows(cases, table_of(cases))), CONTENT_TYPE, name, "xlsx")


def _query(ids: Sequence[str]) -> str:
    return urlencode([("case", text) for text in ids])


def _suggestions(request: HttpRequest, query: str, ids: Sequence[str]) -> list[Suggestion]:
    search = Search(Question(text=query, reader=get_language() or "nb"))
    pages = Hits(search, CasePage.objects.for_listing())[slice(0, _SUGGESTED + MOST)]
    cards = cards_for(pages, Vocabulary.for_active_language(), request)
    return [Suggestion(card, _query([*ids, card.id])) for card in cards if card.id not in ids][:_SUGGESTED]

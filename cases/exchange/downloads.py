"""All cases of a search as one file: CSV, however many they are, or a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Query, Router

from cases.exchange.description import Refusal
from cases.exchange.maker import RecordMaker
from cases.exchange.openness import TooManyError
from cases.exchange.parameters import BadParameter, SearchQuery, search_of
from cases.exchange.tables import COLUMNS, harmless, row_of
from cases.exports.sheets import CONTENT_TYPE, rows_as_sheet
from cases.models import CasePage
from cases.search.hits import Hits
from cases.search.service import Search
from portal.rate_limits import Limit, use

router = Router()
CSV = "text/csv; charset=utf-8"
# Rows of one spreadsheet, which is made in memory.
MOST_ROWS = 2_000
_AT_A_TIME = 100
_LIMIT = Limit("api-downloads", 30, 600)


def _answers(media_type: str) -> dict[str, Any]:
    return {"openapi_extra": {"x-media-type": media_type}, "response": {200: str, 400: Refusal}}


@router.get("/cases.csv", url_name="cases_csv", summary="The same cases as CSV", **_answers("text/csv"))
def cases_as_csv(request: HttpRequest, query: Query[SearchQuery]) -> HttpResponse:
    """Return a row for each case and language, UTF-8 with commas; nothing in it is a formula."""
    _count(request)
    lines = _csv_lines(_rows(search_of(request), request))
    return _named(StreamingHttpResponse(lines, content_type=CSV), "caser.csv")


@router.get("/cases.xlsx", url_name="cases_xlsx", summary="The same cases as a spreadsheet", **_answers(CONTENT_TYPE))
def cases_as_sheet(request: HttpRequest, query: Query[SearchQuery]) -> HttpResponse:
    """Return a row for each case and language; of more cases than a spreadsheet can hold there is CSV."""
    _count(request)
    search = search_of(request)
    if search.count > MOST_ROWS:
        raise BadParameter("format", "xlsx", f"at most {MOST_ROWS} cases; ask for fewer, or for cases.csv")
    content = rows_as_sheet("Samskapingsportalen", _rows(search, request))
    return _named(HttpResponse(content, content_type=CONTENT_TYPE), "caser.xlsx")


def _count(request: HttpRequest) -> None:
    used = use(_LIMIT, request)
    if used.is_over:
        raise TooManyError(used)


def _named(answer: Any, name: str) -> HttpResponse:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _rows(search: Search, request: HttpRequest) -> Iterator[list[str]]:
    """Yield the heading and a row for each hit, so many at a time that a thousand cost no more memory than a few."""
    yield list(COLUMNS)
    hits = Hits(search, CasePage.objects.for_open_data())
    for start in range(0, len(hits), _AT_A_TIME):
        pages = hits[start : start + _AT_A_TIME]
        maker = RecordMaker(pages)
        for page in pages:
            yield row_of(maker.record(page), request.build_absolute_uri(page.get_url(request) or "/"))


class _Line:
    """Takes what the csv module writes, and gives it back."""

    def write(self, text: str) -> str:
        """Return the text."""
        return text


def _csv_lines(rows: Iterator[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    # By this mark spreadsheet programs know UTF-8.
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([harmless(text) for text in row])

"""What the listings of a search say alike, whatever is searched: their addresses, and the ways to sort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import QueryDict

from cases.search.service import Search

# As the address has it, as it is called, and whether it is the one.
Sort = tuple[str, str, bool]


def page_address(path: str, asked: str, number: int) -> str:
    """Return the address of a page of hits; the first one has no number."""
    parts = [part for part in (asked, f"page={number}" if number > 1 else "") if part]
    return f"{path}?{'&'.join(parts)}" if parts else path


def with_text(parameters: QueryDict, text: str) -> str:
    """Return the address's parameters with another text asked for."""
    other = parameters.copy()
    other["q"] = text
    return other.urlencode()


def sorts_of(search: Search, codes: Sequence[str], names: Mapping[str, str], *, unasked: str) -> list[Sort]:
    """Return the ways to sort that make sense; `unasked` is the usual one where no words are asked for."""
    usual = "relevance" if search.asked else unasked
    now = search.question.sort if search.asked or search.question.sort != "relevance" else usual
    kept = [code for code in codes if search.asked or code != "relevance"]
    # The usual way needs no mention in the address.
    return [("" if code == usual else code, names[code], code == (now or usual)) for code in kept]

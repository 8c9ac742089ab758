"""What the pages of a list show of it: its cases as cards with notes, and what is wrong with what somebody wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from cases.cards import CaseCard, cards_for
from cases.lists.draft import Draft, Entry
from cases.lists.files import KINDS
from cases.models import CasePage, Vocabulary
from cases.models.lists import MAX_CASES, MAX_NAME, MAX_NOTE
from cases.search.hits import Hits
from cases.search.service import Question, Search
from cases.short_ids import published

_FOUND = 6


@dataclass(frozen=True)
class Item:
    """A case of a list: its card, the note on it, and what is wrong with that; `theirs` is what others noted."""

    card: CaseCard
    note: str
    fault: str = ""
    theirs: str = ""


@dataclass(frozen=True)
class Listed:
    """A list as its pages show it; `gone` are the entries whose case is not published."""

    name: str
    items: list[Item]
    gone: list[Entry]
    taken_out: tuple[int, Entry, str] | None = None
    faults: Mapping[str, str] = field(default_factory=dict)


def listed(
    draft: Draft, request: HttpRequest, faults: Mapping[str, str] | None = None, theirs: Draft | None = None
) -> Listed:
    """Return a list with the cards of its published cases, with the same few queries for one case and for fifty."""
    faults = faults or {}
    taken = draft.taken_out
    ids = [*draft.ids, *([taken[1].case] if taken else [])]
    cards = {card.id: card for card in _cards(ids, request)}
    their_notes = theirs.notes() if theirs else {}
    items = [
        Item(
            cards[entry.case],
            entry.note,
            faults.get(f"note-{entry.case}", ""),
            "" if their_notes.get(entry.case, entry.note) == entry.note else their_notes[entry.case],
        )
        for entry in draft.entries
        if entry.case in cards
    ]
    gone = [entry for entry in draft.entries if entry.case not in cards]
    title = cards[taken[1].case].title if taken and taken[1].case in cards else ""
    return Listed(draft.name, items, gone, (*taken, title) if taken else None, faults)


def _cards(ids: list[str], request: HttpRequest) -> list[CaseCard]:
    pages = published(ids, get_language()).for_listing() if ids else ()
    return cards_for(pages, Vocabulary.for_active_language(), request)


def form_context(shown: Listed, request: HttpRequest) -> dict[str, Any]:
    """Return what the form of a list needs, with the cases found for the words in its box."""
    query = request.POST.get("q", "").strip()[:200]
    return {
        "list": shown,
        "limits": {"name": MAX_NAME, "note": MAX_NOTE, "cases": MAX_CASES},
        "kinds": KINDS.values(),
        "query": query,
        "found": _found(query, shown, request) if "find" in request.POST and query else [],
        "searched": "find" in request.POST and bool(query),
    }


def _found(query: str, shown: Listed, request: HttpRequest) -> list[CaseCard]:
    own = {item.card.id for item in shown.items}
    search = Search(Question(text=query, reader=get_language() or "nb"))
    pages = Hits(search, CasePage.objects.for_listing())[slice(0, _FOUND + len(own))]
    cards = cards_for(pages, Vocabulary.for_active_language(), request)
    return [card for card in cards if card.id not in own][:_FOUND]

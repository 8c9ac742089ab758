"""What an entry of the synonyms would change: for each of its words, the cases found before and after."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass

from cases.models import CasePage, Synonym
from cases.search.library import Library
from cases.search.plan import Planner
from cases.search.service import Question, Search
from cases.search.thesaurus import Entry, Thesaurus, english_words

# More words than anybody writes into one entry; each is searched for twice.
_MOST_WORDS = 12
_MOST_NAMED = 5


@dataclass(frozen=True)
class Effect:
    """One word: how many cases it finds before and after, and titles of some that are new."""

    word: str
    before: int
    after: int
    new: list[str]


def entries_of(synonyms: Iterable[Synonym]) -> list[Entry]:
    """Return synonyms as the search takes them."""
    return [Entry(tuple(s.word_list), tuple(s.also_list), s.both_ways) for s in synonyms]


def effects_of(changed: Synonym, reader: str = "nb") -> list[Effect]:
    """Return what an entry, saved or not, changes for each of its words."""
    now = Search(Question()).library
    others = Synonym.objects.exclude(pk=changed.pk) if changed.pk else Synonym.objects.all()
    before = _with(now, entries_of(others))
    after = _with(now, [*entries_of(others), *entries_of([changed])])
    words = [*changed.word_list, *(changed.also_list if changed.both_ways else ())][:_MOST_WORDS]
    found = [(word, _found(before, word, reader), _found(after, word, reader)) for word in words]
    new = {page for _word, old, pages in found for page in set(pages) - set(old)}
    titles = dict(CasePage.objects.filter(pk__in=new).values_list("pk", "title"))
    return [
        Effect(word, len(old), len(pages), [titles[p] for p in pages if p not in old and p in titles][:_MOST_NAMED])
        for word, old, pages in found
    ]


def _with(library: Library, entries: Iterable[Entry]) -> Library:
    """Return a library that knows other synonyms; its words are taken as they are."""
    other, words = copy(library), copy(library.words)
    words.planner = Planner(words.lexicon, Thesaurus(entries, english_words()))
    other.__dict__["words"] = words
    return other


def _found(library: Library, text: str, reader: str) -> list[int]:
    return Search(Question(text=text, reader=reader), among=library).pages()

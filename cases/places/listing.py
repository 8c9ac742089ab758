"""Cases by where they are: each once, in the reader's language or the next best, and published ones only.

All of it as the search holds it, so that a page asks the database for the cases that it shows and for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import get_language

from cases.search.library import Library
from cases.search.service import Question, Search


def cases_in(number: str, known: Library) -> Search:
    """Return the cases of a Norwegian municipality, newest first."""
    return Search(Question(chosen={"municipality": [number]}, reader=_reader()), known)


def cases_of_county(number: str, known: Library) -> Search:
    """Return the cases of a county, its own and those of its municipalities, newest first."""
    return Search(Question(chosen={"county": [number]}, reader=_reader()), known)


def newest_cases(known: Library) -> Search:
    """Return all cases, newest first."""
    return Search(Question(reader=_reader()), known)


def pages_in_each(numbers: Iterable[str], known: Library) -> Iterator[int]:
    """Yield the ids of the cases of municipalities, those of the first one first, and the newest first within each.

    What lies in several of them comes as often.
    """
    counts = case_counts(known)
    for number in numbers:
        if number in counts:
            yield from cases_in(number, known).pages()


def case_counts(known: Library) -> dict[str, int]:
    """Return how many cases each Norwegian municipality has, by number; those without any are not named."""
    counts = known.count("municipality", known.shown(_reader()))
    return {number: count for number, count in counts.items() if count and number.isdigit()}


def _reader() -> str:
    return get_language() or "nb"

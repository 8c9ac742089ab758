"""Nothing that anybody writes into the search makes it fail."""

from __future__ import annotations

import random
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client

from cases.asked import understood
from cases.search.facets import FACETS
from cases.search.service import Search
from cases.search.ways_out import meant, ways_out
from cases.search.why import Reasons
from tests.factories import make_case

pytestmark = pytest.mark.django_db

_PARTS = [
    *"\"-–«»'\\%_()*:&|!<>; \t\n\r",
    *("--", "/*", "\u202e", "\u0301", "\u200d", "🧵", "ﬁ", "ß", "İ", "ǆ", "नमस्ते", "汉字", "١٢٣", "½", "Å", "aa", "ø"),
    *("bolig", "boligg", "hus", "Lardal", "og", "ikke", "NULL", "0", "-1", "1e309"),
    *("' OR 1=1", "{{ 7*7 }}", "${x}", "x" * 60),
]
_NAMES = [*(facet.parameter for facet in FACETS), "from_year", "to_year", "sort", "page", "q", "x[]", "Q", ""]


def _queries(count: int) -> list[str]:
    chance = random.Random(5)
    queries = []
    for _number in range(count):
        text = "".join(chance.choice(_PARTS) for _part in range(chance.randint(1, 14)))
        pairs = [("q", text[:220])]
        pairs += [(chance.choice(_NAMES), chance.choice(_PARTS)) for _pair in range(chance.randint(0, 3))]
        queries.append(urlencode(pairs))
    return queries


def _library() -> None:
    make_case(title="Huset i Lardal", summary="Bolig for fem.", municipalities=["3909"], themes=["housing"])
    make_case("nn", title="Bustad og naboar", summary="Åtte hus.")
    make_case("en", title="A house", summary="Homes for all.")


def test_five_thousand_hostile_questions_are_answered() -> None:
    _library()
    for query in _queries(5000):
        filters, _left_out = understood(QueryDict(query))
        search = filters.search("nb")
        pages = search.pages(0, 12)
        search.counts()
        for why in Reasons(search).of(dict.fromkeys(pages, ("Huset i Lardal", "Bolig for fem."))).values():
            assert "".join(piece.text for piece in why.title) == "Huset i Lardal"
        meant(search)
        assert all(isinstance(way.search, Search) and way.count for way in ways_out(search))


def test_the_page_answers_them_whole_and_in_part(client: Client) -> None:
    _library()
    for number, query in enumerate(_queries(60)):
        headers = {"HX-Request": "true"} if number % 2 else {}
        assert client.get(f"/caser/?{query}", headers=headers).status_code == 200, query

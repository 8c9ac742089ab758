"""Whatever stands in an address, it is answered: with cases, or by saying what was not understood. 5,000 are tried.

Most are asked where questions are read and answered, which is where they could do harm; of each kind of page, some are
asked as a whole.
"""

from __future__ import annotations

import random
from itertools import product
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.asked import understood
from cases.filters import CaseFilterSet
from cases.search.memory import library
from cases.search.service import Search
from cases.search.suggest import suggestions
from cases.search.ways_out import meant, ways_out
from cases.search.why import Reasons
from tests.factories import make_case

pytestmark = pytest.mark.django_db
# Whole values as they stand in an address. Of the first kind are those that nothing can read.
UNREADABLE = ["%00", "a%00b", "%ed%a0%80", "%ff%fe", "%C3", "x" * 100_000]
NASTY = [
    *("", "%20", "-1", "0", "1e309", "NaN", "null", "9" * 40, "%C2%B2", "%D9%A1%D9%A2", "%C2%BD", "2e3", "0x10"),
    *("%", "%zz", "%25", "%u0041", "+", "%0d%0a", "%09", "%0b", "[]", "{}", "%5B%22a%22%5D", "a,b", "../../etc/passwd"),
    *(
        "'%20OR%201=1--",
        "%22;DROP%20TABLE%20x;--",
        "%5C",
        "$$",
        "/*",
        "(a%2B)%2B$",
        ".*",
        "[^a",
        "(?=x)",
        "_",
        "%25%25",
    ),
    *("a%20%26%20!b%20%7C%20c:*", "%3C-%3E", "((((", "!!!", "::", "%22", "%22%22%22", "-", "--", "%C2%AB"),
    *("%E2%80%AEabc", "%E2%80%8B%E2%80%8D", "%EF%BB%BF", "%CC%81" * 40, "%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7", "%C3%9F"),
    *(
        "%C4%B0",
        "%E1%BA%9E",
        "{{7*7}}",
        "${x}",
        "%3Cscript%3E",
        "=1%2B1",
        "DK-",
        "DK-0316",
        "oslo",
        "housing",
        "x" * 201,
    ),
]
PARTS = [
    *"\"-–«»'\\%_()*:&|!<>; \t\n\r\x01\x7f\ufeff",
    *(
        "--",
        "/*",
        "<->",
        "\u202e",
        "\u0301",
        "\u200d",
        "🧵",
        "ﬁ",
        "ß",
        "İ",
        "ǆ",
        "नमस्ते",
        "汉字",
        "١٢٣",
        "½",
        "²",
        "aa",
        "ø",
    ),
    *(
        "bolig",
        "boligg",
        "hus",
        "Lardal",
        "DK-",
        "Oslo",
        "openness",
        "og",
        "ikke",
        "NULL",
        "0",
        "-1",
        "1e309",
        "9" * 40,
    ),
    *("' OR 1=1", "{{ 7*7 }}", "${x}", "../", "<script>", "x" * 60),
]
NAMES = [*CaseFilterSet.base_filters, "locale", "page", "page_size", "like", "x[]", "Q", ""]
# Questions that are read and answered without a request.
SEEDS, EACH = 6, 680
# Addresses with their parameters, and of how many of their questions one is asked.
PLACES: dict[str, tuple[list[str], int]] = {
    "/api/cases/": (NAMES, 4),
    "/caser/": (NAMES, 23),
    "/en/cases/feed/": (NAMES, 17),
    "/api/cases.csv": (NAMES, 13),
    "/api/cases.xlsx": (NAMES, 29),
    "/caser/forslag/": (["q"], 1),
    "/caser/sammenlign/": (["case", "q"], 3),
    "/caser/sammenlign/regneark/": (["case"], 1),
    "/min-liste/": (["case"], 1),
    "/min-liste/caser/": (["case"], 1),
    "/kommuner/": (["q"], 5),
}


@pytest.fixture(autouse=True)
def asked_freely(db, settings, monkeypatch):
    """A small library that may be asked as often as one likes; whatever takes a while in the database fails."""
    settings.API_REQUESTS_A_MINUTE = 0
    monkeypatch.setattr("portal.rate_limits.Used.is_over", False)
    make_case(title="Huset i Lardal", summary="Bolig for fem.", municipalities=["3909"], themes=["housing"])
    make_case("nn", title="Bustad og naboar", summary="Åtte hus.")
    make_case("en", title="A house", summary="Homes for all.")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '3s'")


def _answered(client: Client, address: str) -> int:
    answer = client.get(address, headers={"HX-Request": "true"} if len(address) % 2 else {})
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def _ways(name: str, value: str) -> list[str]:
    """Return a parameter once, several times, as an array, and taken for its own value."""
    once = f"{quote(name)}={value}"
    return [once, "&".join([once] * 3), f"{quote(name)}[]={value}", f"{value}={quote(name)}"]


def _addresses(path: str) -> list[str]:
    """Return each parameter with each value, in one of the ways; of slower pages every so many."""
    names, every = PLACES[path]
    queries = [_ways(*pair)[number % 4] for number, pair in enumerate(product(names, NASTY))]
    return [f"{path}?{query}" for query in queries[::every]]


def _questions(seed: int, count: int) -> list[str]:
    """Return queries with words thrown together, and a few other parameters."""
    chance = random.Random(seed)
    queries = []
    for _number in range(count):
        pairs = [("q", "".join(chance.choices(PARTS, k=chance.randint(1, 14)))[:220])]
        pairs += [(chance.choice(NAMES), chance.choice(PARTS)) for _pair in range(chance.randint(0, 3))]
        queries.append(urlencode(pairs))
    return queries


@pytest.mark.parametrize("path", PLACES)
def test_each_parameter_takes_each_value(client, path):
    # What is read once by each process is read before.
    _answered(client, path)
    wrong = {}
    for address in _addresses(path):
        with CaptureQueriesContext(connection) as queries:
            status = _answered(client, address)
        if status not in (200, 302, 400, 404) or len(queries) > 15:
            wrong[address] = status, len(queries)
    assert wrong == {}


@pytest.mark.parametrize("path", PLACES)
def test_what_nothing_can_read_is_a_bad_request(client, path):
    names, _every = PLACES[path]
    answers = {value[:20]: _answered(client, f"{path}?{names[0]}={value}") for value in UNREADABLE}
    assert set(answers.values()) == {400}, answers


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_is_asked_the_search_answers(seed):
    for number, query in enumerate(_questions(seed, EACH)):
        data = QueryDict(query)
        filters, _left_out = understood(data)
        search = filters.search("nb")
        pages = search.pages(0, 12)
        search.counts()
        assert len(suggestions(library(), data["q"], "nb")) <= 10
        if number % 5:
            continue
        texts = ("Huset i Lardal", "Bolig for fem.", "Bolig og hus i Lardal.")
        for why in Reasons(search).of(dict.fromkeys(pages, texts)).values():
            assert "".join(piece.text for piece in why.title) == "Huset i Lardal"
        meant(search)
        assert all(isinstance(way.search, Search) and way.count for way in ways_out(search))


def test_the_pages_answer_them_too(client):
    wrong = {}
    for number, query in enumerate(_questions(99, 120)):
        path = ("/api/cases/", "/nn/casar/", "/api/cases.csv", "/caser/feed/")[number % 4]
        if (status := _answered(client, f"{path}?{query}")) not in (200, 400, 404):
            wrong[f"{path}?{query}"] = status
    assert wrong == {}


def test_there_are_five_thousand_of_them():
    each = sum(len(_addresses(path)) + len(UNREADABLE) for path in PLACES)
    assert each + SEEDS * EACH + 120 >= 5_000

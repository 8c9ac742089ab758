"""Whatever stands in an address, the API and the feeds answer it: with cases, or by saying what was not understood."""

from __future__ import annotations

import random
from urllib.parse import quote

import pytest

from cases.filters import CaseFilterSet
from tests.factories import make_cases

pytestmark = pytest.mark.django_db
PATHS = ("/api/cases/", "/api/cases.csv", "/api/cases.xlsx", "/caser/feed/", "/en/cases/feed/")
PIECES = [
    *("'", '"', "\\", "%", "_", "*", "(", ")", ":", "&", "|", "!", "<->", "--", ";", "$$", "\x01", "\x7f", "\ufeff"),
    *("æ", "Å", "ß", "İ", "\u0301", "👩‍👩‍👧", "\u202e", "١٢", "²", "½", "0301", "-1", "1e9", "9" * 40, "NaN", "null"),
    *("[]", "{}", "../", "<script>", "=1+1", "housing", "openness", " ", "\t", "\r\n", "q=1", "DK-", "Oslo"),
]
HOW_MANY = 1_000


def _question(chance: random.Random) -> str:
    names = [*CaseFilterSet.base_filters, "locale", "page", "page_size", "q", "", "[]", "values"]
    pairs = []
    for _ in range(chance.randint(1, 4)):
        value = "".join(chance.choices(PIECES, k=chance.randint(0, 5)))
        written = quote(value) if chance.random() < 0.9 else value.encode("ascii", "ignore").decode()
        pairs.append(f"{chance.choice(names)}={written}")
    return chance.choice("&&&;").join(pairs)


def test_no_question_is_too_strange_to_be_answered(client, settings, monkeypatch):
    settings.API_REQUESTS_A_MINUTE = 0
    monkeypatch.setattr("portal.rate_limits.Used.is_over", False)
    make_cases(3, themes=["housing"])
    chance = random.Random(20261124)
    wrong = {}
    for _ in range(HOW_MANY):
        address = f"{chance.choice(PATHS)}?{_question(chance)}"
        answer = client.get(address)
        if answer.status_code == 200 and answer.streaming:
            b"".join(answer.streaming_content)
        if answer.status_code not in (200, 400):
            wrong[address] = answer.status_code
    assert wrong == {}

"""The bank is searched as the cases are: in Norwegian, with facets, and always as the database has it now."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from cases.asked import understood
from cases.models import CasePage
from cases.search.ways_out import meant, ways_out
from tests.factories import make_user
from tests.toolkit.impact.bank.publishing import case_with, published
from toolkit.impact.bank.filters import BankFilterSet
from toolkit.impact.bank.keeping import recommend
from toolkit.impact.bank.search import BankSearch
from toolkit.models import BankIndicator

pytestmark = pytest.mark.django_db


def search(query: str, reader: str = "nb") -> BankSearch:
    """Return the search that an address asks for."""
    found: Any = understood(QueryDict(query), BankFilterSet)[0].search(reader)
    return found


def names(query: str, reader: str = "nb") -> list[str]:
    """Return the names of the entries that an address finds, in order."""
    found = BankIndicator.objects.in_bulk(search(query, reader).pages())
    return [found[pk].name for pk in search(query, reader).pages()]


def test_words_are_found_inflected_derived_put_together_mistyped_and_in_nynorsk() -> None:
    case_with(
        published(name="Andel ungdommer som løslates med bolig", level="result"),
        published(name="Sykefravær blant ansatte", for_whom="organisation", kind="share"),
        published(name="Deler av arbeidsplassen", kind="graded"),
    )
    for asked in ("ungdom", "løslatelse", "loslatt"):
        assert names(f"q={asked}") == ["Andel ungdommer som løslates med bolig"], asked
    for asked in ("sykefravar", "sjukefråvær", "sykefraværet", "syke fravær"):
        assert names(f"q={asked}") == ["Sykefravær blant ansatte"], asked
    assert names("q=arbeid") == ["Deler av arbeidsplassen"]
    wrong = search("q=sykefrværr")
    assert wrong.count == 1
    assert meant(wrong) == "sykefravær"


def test_choices_are_counted_and_narrow_the_list() -> None:
    case_with(
        published(name="A", level="result", groups=[{"name": "Unge", "code": "young_people"}]),
        published(name="B", kind="share"),
        themes=["housing"],
        target_groups=["families"],
    )
    counts = search("").counts()
    assert counts["level"] == {"result": 1, "outcome": 1, "impact": 0}
    assert (counts["group"]["young_people"], counts["group"]["families"]) == (1, 1)
    assert counts["theme"]["housing"] == 2
    assert names("kind=share") == ["B"]
    assert names("group=young_people&theme=housing") == ["A"]
    assert search("level=result").counts(["level"])["level"]["outcome"] == 1, "its own choice is left aside"
    assert [(way.parameter, way.count) for way in ways_out(search("level=impact"))] == [("level", 2)]
    assert names("q=bolig") == ["A", "B"], "themes are found by their names"


def test_the_recommended_come_first_then_what_most_use_and_other_languages_last() -> None:
    shared = published(name="Delt")
    case_with(shared, published(name="Alene"), published(name="Anbefalt"))
    case_with(published(name="Delt", origin=shared["key"]))
    case_with(published(name="English one"), language="en")
    entry = BankIndicator.objects.get(name="Anbefalt")
    assert names("")[0] == "Delt"

    recommend(entry=entry, by=make_user("Editors"), is_recommended=True)
    assert names("") == ["Anbefalt", "Delt", "Alene", "English one"]
    assert names("", "en")[0] == "English one"
    assert names("sort=title") == ["Alene", "Anbefalt", "Delt", "English one"]


def test_a_search_says_what_the_database_says_at_once() -> None:
    assert names("") == []
    page = case_with(published(name="Venner"))
    assert names("q=venner") == ["Venner"]
    CasePage.objects.get(pk=page.pk).unpublish()
    assert names("q=venner") == [] == names("")

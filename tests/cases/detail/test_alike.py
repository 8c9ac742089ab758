"""A case page leads to cases like it, says what they have in common, and never to one that is not published."""

from __future__ import annotations

import re

import pytest

from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db


def _alike(client, page) -> list[tuple[str, str]]:
    """Return title and reasons of the similar cases that a page shows."""
    html = client.get(page.get_url()).content.decode()
    section = html.partition('aria-labelledby="similar"')[2].partition("</section>")[0]
    found = re.findall(r'alike__title"><a[^>]*>([^<]*)<.*?alike__why">([^<]*)<', section, re.DOTALL)
    return [(title.strip(), why.strip()) for title, why in found]


def test_a_case_leads_to_those_like_it_with_the_reasons_in_words(client):
    case = make_case(title="Denne", themes=["housing"], partners=[("NAV", "nav")], municipalities=["3203"])
    make_case(title="Lik", themes=["housing"], partners=[("NAV Larvik", "nav")], municipalities=["3909"])
    make_case(title="Mindre lik", themes=["youth"], municipalities=["5001"])
    title, why = _alike(client, case)[0]
    assert title == "Lik"
    assert why.startswith("Begge handler om bolig")
    assert "begge har med NAV" in why


def test_each_is_shown_once_in_the_readers_language(client):
    case = make_case(title="Denne", themes=["housing"])
    other = make_case(title="Andre", themes=["housing"])
    make_case("nn", title="Andre på nynorsk", translation_key=other.translation_key, themes=["housing"])
    make_case("en", title="Only in English", themes=["housing"])
    assert {title for title, _why in _alike(client, case)} == {"Andre", "Only in English"}


def test_one_that_is_taken_off_is_gone_with_the_same_request(client, settings):
    settings.PAGE_CACHE = True
    case, other = make_case(title="Denne", themes=["housing"]), make_case(title="Lik", themes=["housing"])
    assert [title for title, _why in _alike(client, case)] == ["Lik"]
    other.unpublish(user=make_user("Publishers"))
    assert _alike(client, case) == []
    assert 'id="similar"' not in client.get(case.get_url()).content.decode()


def test_a_town_with_many_cases_leaves_room_for_others(client):
    case = make_case(title="Denne", themes=["housing"], target_groups=["low_income"])
    for number in range(8):
        make_case(title=f"Oslo {number}", themes=["housing"], target_groups=["low_income"], municipalities=["0301"])
    for number, place in enumerate(("3203", "3909", "5001")):
        make_case(title=f"Andre {number}", themes=["housing"], municipalities=[place])
    titles = [title for title, _why in _alike(client, case)]
    assert len(titles) == 6
    assert {"Andre 0", "Andre 1", "Andre 2"} <= set(titles)

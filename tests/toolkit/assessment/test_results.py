"""What a result tells: who sees what differently, what to talk about first, and nothing of those who are hidden."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from cases.codes import LADDER_STEPS
from tests.factories import make_case, make_person, make_team
from tests.factories.assessment import (
    make_answers,
    make_closed_round,
    make_participations,
    make_questionnaire,
    make_round,
)
from toolkit.assessment.releasing import show_results
from toolkit.assessment.result_words import gap_in_words
from toolkit.assessment.results import Standing, result_of
from toolkit.assessment.talking import choose_topics
from toolkit.models import Round

pytestmark = pytest.mark.django_db

GROUPS = ["municipality", "citizens", "nav", "business"]


@pytest.fixture
def owner():
    return make_person("owner@example.org")


@pytest.fixture
def team(owner):
    return make_team(owner=owner)


def answers(questionnaire, level: int, **changed: int) -> dict:
    """Return answers in which everything stands at a level, and some concepts at another, whichever way it is asked."""
    given = {}
    for one in questionnaire.statements.all():
        stand = changed.get(one.code, level)
        given[one.key] = str(6 - stand if one.is_reversed else stand)
    return given


def make_shown(team, owner, *, shown: bool = True, **fields) -> Round:
    """Return a round in which citizens see less openness than the municipality, anchoring is low, and NAV too few."""
    round_ = make_closed_round(team, **{"groups": GROUPS, **fields})
    own = round_.questionnaire
    high, low = answers(own, 4, openness=5, anchoring=2), answers(own, 4, openness=2, anchoring=2)
    steps = {"ladder": [LADDER_STEPS[0], LADDER_STEPS[1]], "thickness": "2"}
    make_participations(round_, "municipality", 6, answers={**high, **steps, "open": "Fra <b>kommunen</b>"})
    make_participations(round_, "citizens", 5, answers={**low, "ladder": [LADDER_STEPS[0]], "thickness": "4"})
    make_participations(round_, "nav", 2, answers={**answers(own, 1), "open": "CANARY of NAV"})
    if shown:
        show_results(round_=round_, by=owner)
        round_.refresh_from_db()
    return round_


def page_of(round_: Round, user, *, prefix: str = "") -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(f"{prefix}/team/{round_.team_id}/egenvurdering/{round_.pk}/resultat/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_is_told_before_the_team_shows_it_but_how_many_have_answered(team, owner):
    round_ = make_shown(team, owner, shown=False)
    assert result_of(round_) is None
    page = page_of(round_, owner)
    assert "Resultatet kommer når teamet viser det." in page
    assert "6 har svart" in page
    assert "Snakk om dette først" not in page
    assert "CANARY" not in page


def test_the_gap_between_groups_comes_first_then_what_is_low(team, owner):
    result = result_of(make_shown(team, owner))
    assert [concept.term.code for concept in choose_topics(result)] == ["openness", "anchoring"]
    assert result.by_disagreement[0].term.code == "openness"
    with translation.override("nb"):
        first = result_of(Round.objects.get()).by_disagreement[0]
        assert gap_in_words(first) == "Kommunen ser mer åpenhet enn brukerne og innbyggerne gjør."
    with translation.override("en"):
        assert gap_in_words(first) == "The municipality sees more openness than users and citizens."


def test_statements_that_are_turned_around_count_the_other_way_in_their_concept_alone(team, owner):
    result = result_of(make_shown(team, owner))
    openness = next(concept for concept in result.concepts if concept.term.code == "openness")
    assert openness.by_group["municipality"].counts == (0, 0, 0, 0, 18)
    reversed_one = next(one for one in openness.statements if one.is_reversed)
    assert reversed_one.by_group["municipality"].counts == (6, 0, 0, 0, 0)


def test_a_small_group_and_an_empty_one_are_told_apart_and_nothing_else_is_told_of_them(team, owner):
    round_ = make_shown(team, owner)
    result = result_of(round_)
    standing = {group.code: group.standing for group in result.groups}
    assert standing == {
        "municipality": Standing.SHOWN,
        "citizens": Standing.SHOWN,
        "nav": Standing.HIDDEN,
        "business": Standing.EMPTY,
    }
    for concept in result.concepts:
        assert set(concept.by_group) == {"municipality", "citizens"}
        # Two who cannot be shown are in no total either: it would tell them by subtraction.
        assert concept.whole.answered == 33
    page = page_of(round_, owner)
    assert "Vises ikke, for å skjerme små grupper" in page
    assert "Ingen har svart" in page
    assert "CANARY" not in page


def test_the_page_says_what_to_talk_about_and_leads_to_questions_advice_and_cases(team, owner):
    case = make_case(title="Åpne dører", values=["openness"])
    own = make_case(title="Teamets egen", values=["openness"])
    team.case_id = own.translation_key
    team.save()
    page = page_of(make_shown(team, owner), owner)
    assert page.index("Kommunen ser mer åpenhet enn") < page.index("Hvem som har svart")
    first, _rest = page.split("Alle verdiene og handlingsfeltene", 1)
    assert case.title in first
    assert own.title not in first.split("Snakk om dette først")[1]
    assert "De står 3,0 poeng fra hverandre" in first
    assert "Snudd påstand" in page
    assert "Fra &lt;b&gt;kommunen&lt;/b&gt;" in page


@pytest.mark.parametrize("prefix", ["", "/nn", "/en"])
def test_the_ladder_says_where_each_group_stands(prefix, team, owner):
    round_ = make_shown(team, owner)
    client = Client()
    client.force_login(owner)
    word = {"": "egenvurdering/{}/resultat", "/nn": "eigenvurdering/{}/resultat", "/en": "assessment/{}/result"}[prefix]
    page = client.get(f"{prefix}/team/{team.pk}/{word.format(round_.pk)}/").content.decode()
    assert "100" in page
    assert {"": "Tynn eller tykk", "/nn": "Tynn eller tjukk", "/en": "Thin or thick"}[prefix] in page


def test_of_too_few_nothing_is_drawn_and_the_page_helps_on(team, owner):
    round_ = make_closed_round(team, groups=GROUPS)
    make_participations(round_, "nav", 2)
    Round.objects.filter(pk=round_.pk).update(shown_on="2026-11-24")
    page = page_of(round_, owner)
    assert "Færre enn 5 har svart" in page
    assert "Snakk om dette først" not in page
    assert "Alle verdiene" not in page


def test_one_group_alone_is_told_without_a_gap(team, owner):
    round_ = make_closed_round(team, groups=GROUPS)
    make_participations(round_, "citizens", 7, answers=make_answers(round_.questionnaire, "3"))
    show_results(round_=round_, by=owner)
    round_.refresh_from_db()
    assert all(concept.gap is None for concept in result_of(round_).concepts)
    assert "Snakk først om" in page_of(round_, owner)


def test_the_short_form_tells_of_its_own_statements_alone(team, owner):
    round_ = make_shown(team, owner, form="short")
    assert {len(concept.statements) for concept in result_of(round_).concepts} == {1}


def test_others_rounds_and_deleted_ones_are_not_there(team, owner):
    stranger = make_person("stranger@example.org")
    make_team("Andre", owner=stranger)
    round_ = make_shown(team, owner)
    client = Client()
    client.force_login(stranger)
    for number in (team.pk, stranger.team_memberships.get().team_id):
        assert client.get(f"/team/{number}/egenvurdering/{round_.pk}/resultat/").status_code == 404
    Round.objects.filter(pk=round_.pk).update(deleted_at="2026-11-24T10:00Z")
    client.force_login(owner)
    assert client.get(f"/team/{team.pk}/egenvurdering/{round_.pk}/resultat/").status_code == 404


def test_the_same_few_queries_for_a_small_round_and_for_a_large_one(team, owner, django_assert_max_num_queries):
    make_questionnaire()
    for _ in range(5):
        make_case(values=["openness"], fields=["anchoring"])
    small, large = make_shown(team, owner), make_round(team, groups=GROUPS)
    for group in GROUPS:
        make_participations(large, group, 12, answers=answers(large.questionnaire, 3, openness=len(group) % 5 + 1))
    show_results(round_=large, by=owner)
    client = Client()
    client.force_login(owner)
    addresses = [f"/team/{team.pk}/egenvurdering/{round_.pk}/resultat/" for round_ in (small, large)]
    client.get(addresses[0])
    for address in addresses:
        with django_assert_max_num_queries(15):
            client.get(address)

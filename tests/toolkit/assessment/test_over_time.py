"""Rounds side by side: those that asked the same are compared, others by the same statements, and nothing hidden."""

from __future__ import annotations

import pytest
from django.test import Client

from cases.models import Vocabulary
from tests.factories import make_person, make_team
from tests.factories.assessment import make_closed_round, make_participations, make_questionnaire
from tests.toolkit.assessment.test_results import answers
from toolkit.assessment.over_time import over_time
from toolkit.assessment.releasing import show_results
from toolkit.models import Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_person("owner@example.org")


@pytest.fixture
def team(owner):
    return make_team(owner=owner)


def shown(team, owner, day: str, *, questionnaire=None, **levels) -> Round:
    """Return a round in which everything stands at 3, but for some concepts."""
    fields = {"questionnaire": questionnaire} if questionnaire else {}
    round_ = make_closed_round(team, name=f"Runden {day}", groups=["citizens"], **fields)
    own = answers(round_.questionnaire, 3, **levels)
    make_participations(round_, "citizens", 6, answers=own)
    show_results(round_=round_, by=owner)
    Round.objects.filter(pk=round_.pk).update(shown_on=day)
    return round_


def compared(team):
    return over_time(team, Vocabulary.for_language("nb"))


def page(team, owner) -> str:
    client = Client()
    client.force_login(owner)
    answer = client.get(f"/team/{team.pk}/egenvurdering/over-tid/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_has_changed_most_comes_first_with_its_change_and_how_many_answered(team, owner):
    shown(team, owner, "2025-11-01", openness=2)
    shown(team, owner, "2026-11-01", openness=4, anchoring=2)
    found = compared(team)
    assert [column.name for column in found.columns] == ["Runden 2025-11-01", "Runden 2026-11-01"]
    assert [one.name for one in found.concepts[:2]] == ["Åpenhet", "Forankring"]
    assert found.concepts[0].means == ["2,0", "4,0 (+2,0)"]
    assert found.concepts[1].means == ["3,0", "2,0 (−1,0)"]
    assert [bar.people for bar in found.concepts[0].chart.bars] == ["18 svar", "18 svar"]
    told = page(team, owner)
    assert "Går bedre enn forrige gang, sier svarene: fra 2,0 til 4,0." in told
    assert "Går dårligere enn forrige gang, sier svarene: fra 3,0 til 2,0." in told
    assert "6 personer" in told


def test_one_round_or_one_that_is_not_shown_is_nothing_to_compare(team, owner):
    shown(team, owner, "2025-11-01")
    make_participations(make_closed_round(team), "citizens", 6)
    assert not compared(team).is_comparison
    assert "Det krever to runder" in page(team, owner)


def test_across_versions_only_statements_that_kept_their_key_are_compared(team, owner):
    older, newer = make_questionnaire(), make_questionnaire()
    newer.statements.exclude(key="openness-1").delete()
    newer.statements.create(key="openness-9", kind="value", code="openness", text_nb="Ny", text_nn="Ny", text_en="New")
    shown(team, owner, "2025-11-01", questionnaire=older, openness=2)
    shown(team, owner, "2026-11-01", questionnaire=newer, openness=4)
    found = compared(team)
    assert found.concepts == []
    assert [column.name for column in found.others] == ["Runden 2025-11-01"]
    [same] = found.statements
    assert [bar.counts for bar in same.chart.bars] == [(0, 6, 0, 0, 0), (0, 0, 0, 6, 0)]
    assert "kan ikke sammenlignes" in page(team, owner)


def test_the_short_form_is_not_compared_with_the_full_one_but_statement_by_statement(team, owner):
    shown(team, owner, "2025-11-01")
    round_ = shown(team, owner, "2026-11-01")
    Round.objects.filter(pk=round_.pk).update(form="short")
    found = compared(team)
    assert found.concepts == []
    assert len(found.statements) == 11


def test_what_one_round_hides_is_neither_shown_nor_compared(team, owner):
    shown(team, owner, "2025-11-01", openness=2)
    hiding = shown(team, owner, "2026-11-01", openness=4)
    for batch in hiding.batches.all():
        batch.tables = {key: cell for key, cell in batch.tables.items() if not key.startswith("openness")}
        batch.save()
    openness = next(one for one in compared(team).concepts if one.name == "Åpenhet")
    assert openness.means == ["2,0", "Vises ikke, for å skjerme små grupper"]
    assert "Kan ikke sammenlignes" in openness.words


def test_others_rounds_are_not_there_and_many_take_no_more_queries(team, owner, django_assert_max_num_queries):
    for year in range(2018, 2027):
        shown(team, owner, f"{year}-11-01")
    stranger = make_person("stranger@example.org")
    shown(make_team("Andre", owner=stranger), stranger, "2026-11-02")
    client = Client()
    client.force_login(stranger)
    assert client.get(f"/team/{team.pk}/egenvurdering/over-tid/").status_code == 404
    client.force_login(owner)
    client.get(f"/team/{team.pk}/egenvurdering/over-tid/")
    with django_assert_max_num_queries(15):
        told = client.get(f"/team/{team.pk}/egenvurdering/over-tid/").content.decode()
    assert "Runden 2026-11-01" in told
    assert "Runden 2020-11-01" not in told
    assert "Runden 2026-11-02" not in told

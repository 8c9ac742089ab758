"""How long rounds and answers are kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.recurring import run_all
from tests.factories import (
    make_closed_round,
    make_participation,
    make_person,
    make_questionnaire,
    make_round,
    make_team,
)
from tests.factories.assessment import make_participations
from toolkit.assessment.releasing import show_results, took_part
from toolkit.models import Batch, OwnAnswers, Participation, Round

pytestmark = pytest.mark.django_db
LONG_AGO, LATELY = timezone.now() - timedelta(days=366), timezone.now() - timedelta(days=360)


@pytest.fixture
def owner() -> Any:
    """The owner of the team."""
    return make_person("owner@example.org")


def test_a_round_is_closed_when_its_last_day_is_over() -> None:
    today = timezone.localdate()
    over = make_round(closes_on=today - timedelta(days=1))
    last_day = make_round(over.team, closes_on=today)
    run_all()
    over.refresh_from_db()
    last_day.refresh_from_db()
    assert over.closed_at is not None
    assert last_day.closed_at is None


def test_a_year_after_closing_answers_and_texts_are_gone_and_what_may_be_shown_is_left(owner: Any) -> None:
    old = make_closed_round(make_team(owner=owner), minimum=3)
    make_participations(old, "municipality", 4)
    make_participations(old, "nav", 3, answers={"openness-1": "2", "open": "Mer tid"})
    make_participation(old, "business", answers={"openness-1": "1"})
    make_participation(old, "business")
    show_results(round_=old, by=owner)
    tables = list(old.batches.filter(texts=[]).order_by("pk").values("group", "people", "tables"))
    assert old.batches.exclude(texts=[]).exists()
    Round.objects.filter(pk=old.pk).update(closed_at=LONG_AGO)
    run_all()
    old.refresh_from_db()
    assert not Participation.objects.filter(round=old).exists()
    assert list(old.batches.order_by("pk").values("group", "people", "tables")) == tables
    assert took_part(old) == {"municipality": 4, "nav": 3, "business": 1}
    assert old.reduced_on is not None
    assert show_results(round_=old, by=owner) == 0


def test_a_round_that_nobody_has_shown_can_be_after_a_year_too(owner: Any) -> None:
    old = make_closed_round(make_team(owner=owner), minimum=3)
    make_participations(old, "municipality", 4)
    Round.objects.filter(pk=old.pk).update(closed_at=LONG_AGO)
    run_all()
    old.refresh_from_db()
    assert old.shown_on is None
    show_results(round_=old, by=owner)
    old.refresh_from_db()
    assert old.shown_on is not None
    assert old.batches.get().tables["openness-1"] == {"4": 4}


def test_before_a_year_is_over_nothing_is_lost() -> None:
    round_ = make_round()
    make_participations(round_, "municipality", 4)
    Round.objects.filter(pk=round_.pk).update(closed_at=LATELY)
    run_all()
    assert round_.participations.count() == 4


def test_a_deleted_round_is_thrown_away_after_a_month_with_all_that_was_answered() -> None:
    thrown, kept = make_round(), make_round()
    make_participations(thrown, "municipality", 4)
    make_participations(kept, "municipality", 4)
    Batch.objects.create(round=thrown, people=5)
    now = timezone.now()
    Round.objects.filter(pk=thrown.pk).update(deleted_at=now - timedelta(days=31))
    Round.objects.filter(pk=kept.pk).update(deleted_at=now - timedelta(days=29))
    run_all()
    assert list(Round.objects.all()) == [kept]
    assert not Batch.objects.exists()
    assert set(Participation.objects.values_list("round_id", flat=True)) == {kept.pk}


def test_answers_of_ones_own_are_thrown_away_a_year_after_they_were_opened_last() -> None:
    questionnaire = make_questionnaire()
    for name, opened in (("old", LONG_AGO), ("new", LATELY)):
        OwnAnswers.objects.create(secret_digest=name, questionnaire=questionnaire, used_on=opened.date())
    run_all()
    assert OwnAnswers.objects.get().secret_digest == "new"

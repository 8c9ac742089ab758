"""Following as a service: once for each address and search, news from when it was asked for, nothing kept too long."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cases.following.services import (
    AlreadyConfirmedError,
    ask_to_follow,
    change_frequency,
    confirm_follow,
    stop_follow,
    throw_away_unconfirmed,
)
from cases.models import Follow
from tests.factories import make_follow

pytestmark = pytest.mark.django_db


def _ask(**changes: str) -> Follow:
    return ask_to_follow(
        **{"email": "kari@example.org", "language": "nb", "parameters": "q=hus", "frequency": "weekly", **changes}
    )


def test_who_asks_twice_asks_once_and_last():
    first = _ask()
    again = _ask(email="KARI@example.org ", frequency="monthly")
    assert (first.pk, first.address) == (again.pk, again.address)
    assert Follow.objects.get().frequency == "monthly"
    _ask(language="nn")
    _ask(parameters="q=hage")
    assert Follow.objects.count() == 3


def test_what_is_confirmed_is_not_changed_by_whoever_asks_again():
    confirm_follow(address=_ask().address)
    before = Follow.objects.values().get()
    _ask(frequency="monthly")
    assert Follow.objects.values().get() == before
    with pytest.raises(AlreadyConfirmedError):
        confirm_follow(address=before["address"])


def test_news_begins_when_the_search_was_seen():
    follow = make_follow(confirmed=False, days=2)
    assert confirm_follow(address=follow.address).told_until == follow.asked_at


def test_nonsense_is_refused():
    for changes in ({"email": "kari"}, {"frequency": "daily"}, {"parameters": "x" * 2001}):
        with pytest.raises(ValidationError):
            _ask(**changes)
    follow = make_follow()
    with pytest.raises(ValidationError):
        change_frequency(address=follow.address, frequency="daily")
    assert Follow.objects.get().frequency == "weekly"


def test_who_stops_is_forgotten_and_may_stop_twice():
    follow, other = make_follow(), make_follow("per@example.org")
    for _time in range(2):
        stop_follow(address=follow.address)
    assert Follow.objects.get() == other


def test_what_nobody_confirms_is_deleted_after_a_week():
    kept = [make_follow("ny@example.org", confirmed=False, days=6), make_follow("ja@example.org", days=60)]
    make_follow("gammel@example.org", confirmed=False, days=8)
    assert [outcome.failed for outcome in throw_away_unconfirmed()] == [False]
    assert set(Follow.objects.all()) == set(kept)
    assert list(throw_away_unconfirmed()) == []

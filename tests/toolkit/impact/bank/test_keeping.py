"""Editors recommend indicators and merge near-duplicates; nobody else does, and both can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cases.search.service import Question
from cases.teams.refusals import RefusedError
from tests.factories import make_person, make_team, make_user
from tests.factories.impact import make_indicator, make_plan
from tests.toolkit.impact.bank.publishing import case_with, published
from toolkit.impact.bank.keeping import alike, merge, pairs, recommend, separate
from toolkit.impact.bank.search import BankSearch
from toolkit.impact.bank.sync import rebuild
from toolkit.models import BankIndicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Any:
    """Return an editor."""
    return make_user("Editors")


def entries() -> list[BankIndicator]:
    """Return two entries that are the same, each of a case of its own, and one that is another."""
    case_with(published(name="Antall deltakere i arbeid"), themes=["housing"])
    case_with(published(name="Antall deltakarar i arbeid"), published(name="Venner å ringe til"))
    return list(BankIndicator.objects.order_by("pk"))


def found() -> list[int]:
    """Return what the bank shows."""
    return BankSearch(Question()).pages()


def test_near_duplicates_are_suggested() -> None:
    first, second, other = entries()
    assert [(pair.newer, pair.older) for pair in pairs()] == [(second, first)]
    assert alike(first) == [second]
    assert alike(other) == []


def test_what_is_merged_counts_for_the_other_until_that_is_undone(editor: Any) -> None:
    first, second, other = entries()
    make_indicator(make_plan(make_team(name="B")), origin=second.key)
    merge(entry=second, into=first, by=editor)
    first.refresh_from_db()
    assert (first.used, first.reused, set(found())) == (2, 1, {first.pk, other.pk})
    assert rebuild() == 0
    with pytest.raises(RefusedError):
        merge(entry=first, into=other, by=editor)
    with pytest.raises(RefusedError):
        merge(entry=other, into=second, by=editor)
    with pytest.raises(RefusedError):
        merge(entry=other, into=other, by=editor)
    separate(entry=second, by=editor)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.used, first.reused, second.used, second.reused) == (1, 0, 1, 1)
    assert set(found()) == {first.pk, second.pk, other.pk}


def test_only_editors_keep_the_bank(editor: Any) -> None:
    first, second, _other = entries()
    person = make_person("noen@example.org")
    for act in (
        lambda by: recommend(entry=first, by=by, is_recommended=True),
        lambda by: merge(entry=first, into=second, by=by),
        lambda by: separate(entry=first, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act(person)
    recommend(entry=second, by=editor, is_recommended=True)
    assert found()[0] == second.pk
    recommend(entry=second, by=editor, is_recommended=False)
    assert not BankIndicator.objects.filter(is_recommended=True).exists()

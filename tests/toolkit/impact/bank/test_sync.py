"""The bank says what live cases show, whatever changes it; and counts who uses an indicator again."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from cases.models import CasePage, Team
from tests.factories import make_case, make_person, make_team
from tests.factories.impact import make_indicator, make_plan
from tests.toolkit.impact.bank.publishing import case_with, publish, published
from toolkit.impact.bank.copying import copy_into_plan
from toolkit.impact.parts import remove_part, restore_part
from toolkit.models import BankIndicator, BankUse, Change, Plan

pytestmark = pytest.mark.django_db


def live() -> list[str]:
    """Return the names of what the bank shows."""
    return list(BankIndicator.objects.filter(is_live=True, merged_into=None).values_list("name", flat=True))


def test_an_indicator_is_there_as_long_as_a_live_case_shows_it() -> None:
    first, second = published(name="I arbeid"), published(name="Venner")
    page = case_with(first, second, themes=["work_inclusion"], target_groups=["immigrants_refugees"])
    assert live() == ["I arbeid", "Venner"]
    entry = BankIndicator.objects.get(key=first["key"])
    assert (entry.themes, entry.groups, entry.used) == (["work_inclusion"], ["immigrants_refugees"], 1)
    plan = Plan.objects.get()
    publish(plan, {**first, "name": "I lønnet arbeid"}, page=page)
    assert live() == ["I lønnet arbeid"]
    page = CasePage.objects.get(pk=page.pk)
    page.themes = ["housing"]
    page.save()
    assert BankIndicator.objects.get(key=first["key"]).themes == ["housing"]
    page.unpublish()
    assert live() == [] == list(BankUse.objects.all())
    assert BankIndicator.objects.filter(key=first["key"]).exists(), "plans may have copies of it"
    page.save_revision().publish()
    assert live() == ["I lønnet arbeid"]
    page.delete()
    assert live() == []


def test_a_plan_or_team_that_is_deleted_takes_its_indicators_along() -> None:
    page = case_with(published())
    plan, team = Plan.objects.get(), Team.objects.get()
    moment = page.first_published_at or page.latest_revision_created_at or plan.made_at
    plan.deleted_at = moment
    plan.save()
    assert live() == []
    plan.deleted_at = None
    plan.save()
    assert live() == ["Deltakere i arbeid"]
    team.deleted_at = moment
    team.save()
    assert live() == []


def test_a_copy_that_is_the_same_still_is_a_use_of_its_origin_and_a_changed_one_is_its_own() -> None:
    first = published(name="I arbeid")
    case_with(first)
    same = published(name="I  arbeid", origin=first["key"], origin_title="Første", method="Register")
    other = published(name="I fast arbeid", origin=first["key"], origin_title="Første")
    case_with(same, other)
    entry = BankIndicator.objects.get(key=first["key"])
    assert entry.used == 2
    assert live() == ["I arbeid", "I fast arbeid"]
    assert BankIndicator.objects.get(key=other["key"]).content["origin_title"] == "Første"


def test_what_another_team_s_plan_shows_is_none_of_the_case_s() -> None:
    page = make_case()
    make_team(case_id=page.translation_key, name="")
    publish(make_plan(make_team(name="En annen")), published(), page=page)
    assert live() == []


def test_a_copy_names_its_origin_takes_no_figures_and_is_counted() -> None:
    first = published(kind="share", numerator="i arbeid", denominator="deltakere", grades=[], breakdown=["Kvinner"])
    page = case_with(first)
    person = make_person("anna@example.org")
    plan = make_plan(make_team(owner=person, name="Vårt"))
    entry = BankIndicator.objects.get()
    copy, is_new = copy_into_plan(entry=entry, plan=plan, by=person)
    assert is_new
    assert (copy.origin, copy.origin_title) == (entry.key, page.title)
    assert (copy.name, copy.numerator, copy.breakdown, copy.method) == (
        entry.name,
        "i arbeid",
        ["Kvinner"],
        "Vi spør hver deltaker.",
    )
    assert copy_into_plan(entry=entry, plan=plan, by=person) == (copy, False)
    assert Change.objects.filter(key=copy.key).count() == 1
    for change, count in ((None, 1), (remove_part, 0), (restore_part, 1)):
        if change:
            change(part=copy, by=person)
        entry.refresh_from_db()
        assert entry.reused == count
    plan.deleted_at = copy.made_at
    plan.save()
    entry.refresh_from_db()
    assert entry.reused == 0


def test_the_plan_that_an_indicator_comes_from_is_no_reuse() -> None:
    indicator = make_indicator()
    case_with(published(key=str(indicator.key)))
    make_indicator(indicator.plan, origin=indicator.key)
    assert BankIndicator.objects.get().reused == 0


def test_the_bank_is_written_anew_by_a_command() -> None:
    page = case_with(published())
    right = BankIndicator.objects.values("name", "used", "is_live", "themes", "groups", "words").get()
    BankIndicator.objects.update(used=7, is_live=False, words={}, reused=3)
    BankUse.objects.all().delete()
    call_command("rebuild_bank")
    assert BankIndicator.objects.values(*right).get() == right
    assert BankUse.objects.get().case_id == page.translation_key
    before = BankIndicator.objects.get().generation
    call_command("rebuild_bank")
    assert BankIndicator.objects.get().generation == before

"""Steps 5 to 8 of a plan, as those in the team meet them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Membership
from tests.factories import make_person, make_team
from tests.factories.impact import make_indicator, make_measurement, make_plan, make_target
from toolkit.impact.codes import Kind, Level, Rank, What
from toolkit.impact.parts import seen_of
from toolkit.models import Change, Element, Indicator, Target, TargetGroup

pytestmark = pytest.mark.django_db
STEPS = ("indicators", "methods", "targets", "baseline")


@pytest.fixture
def owner():
    return make_person("eier@example.org")


@pytest.fixture
def plan(owner):
    return make_plan(make_team(owner=owner), language="nb")


@pytest.fixture
def client(owner):
    client = Client()
    client.force_login(owner)
    return client


def in_step(client, plan, step):
    return client.get(reverse("plan_step", args=[plan.team_id, step])).content.decode()


def add(client, plan, form, **data):
    return client.post(reverse("plan_part_add", args=[plan.team_id, form]), data)


def save(client, plan, form, part, seen=None, **changed):
    """Send a form as the script does: what must be chosen, what its writer has changed, and what they saw."""
    part.refresh_from_db()
    chosen = ("name", "level", "kind", "direction", "for_whom", "priority") if form == "indicator" else ()
    data = {field: getattr(part, field) for field in chosen} | changed
    sent = {f"seen-{field}": digest for field, digest in (seen or seen_of(part)).items() if field in data}
    address = reverse("plan_part", args=[plan.team_id, form, part.key])
    answer = client.post(address, sent | data, headers={"accept": "application/json"})
    part.refresh_from_db()
    return answer.json()


def test_an_indicator_is_added_by_name_and_level_and_says_what_it_lacks(client, plan):
    key = uuid4()
    for _twice in range(2):
        answer = add(client, plan, "new_indicator", new_key=key, name="Andel  i jobb", level=Level.IMPACT)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?done=added#indicator-{key}")
    indicator = Indicator.objects.get()
    assert (indicator.name, indicator.level, indicator.key) == ("Andel i jobb", Level.IMPACT, key)
    told = save(client, plan, "indicator", indicator, kind=Kind.SHARE)
    assert told["about"] in in_step(client, plan, "indicators")
    lacking = told["missing"]
    assert len(lacking) == 2
    assert all(text in in_step(client, plan, "indicators") for text in lacking)
    left = save(client, plan, "indicator", indicator, numerator="De som har jobb", denominator="Alle")["missing"]
    assert left == []
    assert indicator.denominator == "Alle"
    assert add(client, plan, "new_indicator", name="", level="").status_code == 200
    # A name of nothing but a mark of direction has nothing to see in it, and no file could have it as a heading.
    assert add(client, plan, "new_indicator", name="\u202e", level=Level.IMPACT).status_code == 200
    assert Indicator.objects.count() == 1


def test_what_cannot_be_is_said_beside_its_field_and_the_rest_is_kept(client, plan):
    indicator = make_indicator(plan, kind=Kind.SCALE)
    told = save(client, plan, "indicator", indicator, kind=Kind.SCALE, unit="poeng", scale_from="5", scale_to="1")
    assert set(told["errors"]) == {"scale_to"}
    assert indicator.unit == "poeng"
    assert indicator.scale_to is None
    told = save(client, plan, "indicator", indicator, kind=Kind.SCALE, scale_from="fem", scale_to="99999999999999")
    assert set(told["errors"]) == {"scale_from", "scale_to"}
    told = save(client, plan, "indicator", indicator, kind=Kind.GRADED, grades="Aldri\r\n\r\n aldri \r\nOfte")
    assert set(told["errors"]) == {"grades"}
    assert indicator.grades == []
    save(client, plan, "indicator", indicator, kind=Kind.GRADED, grades="Aldri\r\n\r\n Av og til \r\nOfte")
    assert indicator.grades == ["Aldri", "Av og til", "Ofte"]
    assert save(client, plan, "indicator", indicator, breakdown="x" * 301)["errors"]["breakdown"]


def test_the_kind_stays_and_a_new_denominator_says_why_once_it_is_measured(client, plan):
    indicator = make_indicator(plan, kind=Kind.SHARE, numerator="I jobb", denominator="Alle som begynte")
    make_measurement(indicator, None, numerator=4, denominator=10)
    Change.objects.update(at=timezone.now() - timedelta(days=30))
    assert set(save(client, plan, "indicator", indicator, kind=Kind.NUMBER)["errors"]) == {"kind"}
    assert save(client, plan, "indicator", indicator, denominator="Alle som fullførte")["missing_reason"]
    assert indicator.denominator == "Alle som begynte"
    reason = "Mange sluttet fordi de flyttet"
    save(client, plan, "indicator", indicator, denominator="Alle som fullførte", reason=reason)
    assert indicator.denominator == "Alle som fullførte"
    assert Change.objects.get(field="denominator", what=What.CHANGED).reason == reason


def test_groups_and_elements_are_the_plans_own(client, plan):
    mine, other = (TargetGroup.objects.create(plan=one, name="Unge") for one in (plan, make_plan()))
    element = Element.objects.create(plan=plan, rank=Rank.OUTCOME, text="Flere er i jobb")
    indicator = make_indicator(plan)
    told = save(client, plan, "indicator", indicator, groups=[str(mine.key)], element=str(element.key))
    assert not told["errors"]
    assert (indicator.groups, indicator.element) == ([mine.key], element)
    assert save(client, plan, "indicator", indicator, groups=[str(other.key)])["errors"]["groups"]
    assert indicator.groups == [mine.key]
    save(client, plan, "indicator", indicator, groups=[])
    assert indicator.groups == []


def test_a_reminder_goes_to_somebody_in_the_team(client, plan, owner):
    stranger, leaver = make_person("fremmed@example.org"), make_person("slutter@example.org")
    membership = Membership.objects.create(team=plan.team, user=leaver, role="writer")
    indicator = make_indicator(plan)
    assert save(client, plan, "method", indicator, reminded=str(stranger.pk))["errors"]["reminded"]
    save(client, plan, "method", indicator, reminded=str(leaver.pk), frequency="monthly", first_due="1.2.2027")
    assert (indicator.reminded, indicator.frequency, indicator.first_due) == (leaver, "monthly", date(2027, 2, 1))
    membership.delete()
    save(client, plan, "method", indicator, reminded=str(leaver.pk), source="NAV")
    assert (indicator.reminded, indicator.source) == (leaver, "NAV")
    assert "slutter@example.org" in in_step(client, plan, "methods")


def test_target_figures_are_read_as_people_write_them(client, plan):
    share = make_indicator(plan, kind=Kind.SHARE, name="Andel i jobb")
    add(client, plan, "target", under=share.key, value="12,5 %", by_date="31.12.2027", new_key=uuid4())
    target = Target.objects.get()
    assert (target.value, target.by_date, target.indicator) == (Decimal("12.5"), date(2027, 12, 31), share)
    again = client.get(reverse("plan_part", args=[plan.team_id, "target", target.key])).content.decode()
    assert 'value="12,5"' in again
    assert "Andel i jobb" in again
    assert save(client, plan, "target", target, value="140")["errors"]["value"]
    assert save(client, plan, "target", target, value="1.234")["errors"]["value"]
    assert target.value == Decimal("12.5")
    alone = add(client, plan, "target", under=share.key, value="mange", by_date="31.12.2027")
    assert alone.status_code == 200
    assert 'value="mange"' in alone.content.decode()
    assert add(client, plan, "target", under=make_indicator().key, value="1").status_code == 200
    assert add(client, plan, "target", under="\x00", value="1").status_code == 400
    assert Target.objects.count() == 1


def test_a_described_one_is_to_reach_a_step_and_a_quotation_nothing(client, plan):
    graded = make_indicator(plan, kind=Kind.GRADED, grades=["Aldri", "Av og til", "Ofte"])
    add(client, plan, "target", under=graded.key, value="3", new_key=uuid4())
    assert Target.objects.get().value == 3
    page = in_step(client, plan, "targets")
    assert '<option value="3" selected>Ofte</option>' in page
    assert add(client, plan, "target", under=graded.key, value="4").status_code == 200
    quotation = make_indicator(plan, kind=Kind.QUOTATION)
    assert add(client, plan, "target", under=quotation.key, value="4").status_code == 200
    assert Target.objects.count() == 1


def test_one_who_writes_the_same_target_is_shown_theirs_as_it_is_written(client, plan):
    target = make_target(make_indicator(plan, kind=Kind.MONEY), "1234.5")
    seen = seen_of(target)
    save(client, plan, "target", target, value="2 000", reason="Mer penger")
    told = save(client, plan, "target", target, seen, value="3 000", reason="Enda mer")
    theirs = told["overtaken"]["value"]
    assert theirs["value"].replace("\xa0", " ") == "2 000"
    assert theirs["text"].endswith("kr")
    assert target.value == 2000


def test_why_there_is_no_baseline_is_enough(client, plan):
    indicator = make_indicator(plan, name="Besøk")
    told = save(client, plan, "baseline_reason", indicator, no_baseline_because="")
    assert len(told["missing"]) == 1
    told = save(client, plan, "baseline_reason", indicator, no_baseline_because="Tiltaket er nytt")
    assert told["missing"] == []
    assert indicator.no_baseline_because == "Tiltaket er nytt"
    make_measurement(indicator, 12, is_baseline=True)
    assert "12" in in_step(client, plan, "baseline")


def test_a_room_asks_the_database_as_often_for_many_as_for_few(client, plan):
    def asked(step):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            in_step(client, plan, step)
        return len(queries)

    def fill(count):
        for _one in range(count):
            indicator = make_indicator(plan, reminded=make_person())
            make_target(indicator)
            make_measurement(indicator, is_baseline=True)

    fill(2)
    TargetGroup.objects.create(plan=plan, name="Unge")
    Element.objects.create(plan=plan, rank=Rank.OUTCOME, text="Flere er i jobb")
    asked("indicators")
    few = {step: asked(step) for step in STEPS}
    fill(8)
    assert {step: asked(step) for step in STEPS} == few
    assert max(few.values()) <= 20

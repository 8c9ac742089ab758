"""Step 4 and the whole plan on one page, as those in the team meet them."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_person, make_team
from tests.factories.impact import make_indicator, make_measurement, make_plan, make_target
from toolkit.impact.codes import Level, Rank
from toolkit.models import Change, Element, Evaluation, Goal, Link, Source, TargetGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return {name: make_person(f"{name}@example.org") for name in ("owner", "writer", "reader", "stranger")}


@pytest.fixture
def plan(people):
    make_plan(make_team("Et annet", owner=people["stranger"]))
    team = make_team(owner=people["owner"], writer=people["writer"], reader=people["reader"])
    return make_plan(team, name="Ut i jobb")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def room(client, plan, query=""):
    return client.get(reverse("plan_step", args=[plan.team_id, "theory"]) + query).content.decode()


def add(client, plan, kind, **data):
    return client.post(reverse("plan_part_add", args=[plan.team_id, kind]), {"new_key": str(uuid4()), **data})


def drawing(page, look="wide"):
    return page.split(f'<svg class="flow flow--{look}"')[1].split("</svg>")[0] if f"flow--{look}" in page else ""


def test_a_writer_says_what_leads_to_what_and_sees_it_drawn(people, plan):
    client = signed_in(people["writer"])
    assert not drawing(room(client, plan))
    for rank, text in [("activity", "Kurs i norsk"), ("outcome", "Flere i jobb <3"), ("value", "Bedre folkehelse")]:
        assert add(client, plan, "element", rank=rank, text=text).status_code == 302
    course, jobs, health = Element.objects.order_by("pk")
    page = room(client, plan, f"?from={course.key}")
    assert f'<option value="{course.key}" selected' in page
    assert "Kurs i norsk" in drawing(page)
    add(client, plan, "link", cause=course.key, effect=jobs.key, because="De som kan norsk, blir hørt.")
    add(client, plan, "link", cause=jobs.key, effect=health.key, research="Folkehelserapporten 2024")
    page = room(client, plan)
    for look in ("wide", "narrow"):
        assert "Flere i jobb &lt;3" in drawing(page, look)
        assert drawing(page, look).count('class="flow__thread"') == 1
        assert drawing(page, look).count('class="flow__double"') == 1
        assert ">1</text>" in drawing(page, look)
    figure = page.split("<figure")[1].split("</figure>")[0]
    assert "Folkehelserapporten 2024" in figure
    assert "De som kan norsk, blir hørt." in page.split('class="theory-list"')[1]


@pytest.mark.parametrize("effect", ["cause", "twice", "elsewhere", ""])
def test_a_link_that_says_nothing_is_refused_beside_its_field_and_what_was_written_stands(people, plan, effect):
    client = signed_in(people["writer"])
    one, other = (Element.objects.create(plan=plan, rank=Rank.RESULT, text=text) for text in "AB")
    foreign = Element.objects.create(plan=make_plan(), rank=Rank.RESULT, text="Hemmelig")
    Link.objects.create(plan=plan, cause=one, effect=other)
    chosen = {"cause": one.key, "twice": other.key, "elsewhere": foreign.key, "": ""}[effect]
    answer = add(client, plan, "link", cause=one.key, effect=chosen, because="Fordi det er slik.")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Fordi det er slik." in page
    assert 'class="fault" id="link-' in page
    assert "Hemmelig" not in page
    assert Link.objects.count() == 1


def test_elements_change_places_in_their_rank_and_the_first_stays_first(people, plan):
    client = signed_in(people["writer"])
    rest = Element.objects.create(plan=plan, rank=Rank.RESULT, text="Annet", position=0)
    made = [Element.objects.create(plan=plan, rank=Rank.ACTIVITY, text=text, position=1) for text in "ABC"]

    def move(client, element, to, team_id=plan.team_id):
        return client.post(reverse("plan_element_move", args=[team_id, element.key]), {"to": to}).status_code

    def texts():
        return "".join(
            Element.objects.filter(plan=plan, rank=Rank.ACTIVITY)
            .order_by("position", "pk")
            .values_list("text", flat=True)
        )

    assert move(client, made[2], "up") == 302
    assert texts() == "ACB"
    move(client, made[2], "up")
    move(client, made[2], "up")
    move(client, made[1], "down")
    assert texts() == "CAB"
    rest.refresh_from_db()
    assert rest.position == 0
    assert move(signed_in(people["reader"]), made[0], "up") == 403
    assert move(signed_in(people["stranger"]), made[0], "up") == 404
    made[0].deleted_at = plan.made_at
    made[0].save()
    assert move(client, made[0], "up") == 404
    assert texts().replace("A", "") == "CB"


def test_cycles_and_what_is_taken_out_break_nothing(people, plan):
    knots = [Element.objects.create(plan=plan, rank=rank, text="Kvalifiseringsprogram" * 12) for rank in [*Rank] * 8]
    for place, knot in enumerate(knots):
        Link.objects.create(plan=plan, cause=knot, effect=knots[(place * 7 + 3) % len(knots)])
    client = signed_in(people["writer"])
    page = room(client, plan)
    assert drawing(page).count("<rect") == 40
    assert drawing(page).count("flow__tip") == 40
    Element.objects.filter(pk=knots[0].pk).update(deleted_at=plan.made_at)
    assert drawing(room(client, plan)).count("flow__tip") == 38


def test_a_reader_reads_it_and_has_nothing_to_write_in(people, plan):
    Element.objects.create(plan=plan, rank=Rank.IMPACT, text="Flere i arbeid")
    page = room(signed_in(people["reader"]), plan)
    assert "Flere i arbeid" in drawing(page)
    assert "Flere i arbeid" in page.split('class="theory-list"')[1]
    assert "data-part" not in page
    assert reverse("plan_element_move", args=[plan.team_id, Element.objects.get().key]) not in page


def filled(plan, indicators, measurements):
    group = TargetGroup.objects.create(plan=plan, name="Unge under 25", needs="Noen å snakke med", number=40)
    Source.objects.create(plan=plan, title="Levekårsundersøkelsen", url="https://www.ssb.no/")
    Goal.objects.create(plan=plan, text="Alle har en jobb å gå til")
    knots = [Element.objects.create(plan=plan, rank=rank, text=f"Knute {rank}") for rank in Rank]
    Link.objects.create(plan=plan, cause=knots[0], effect=knots[1], because="Slik er det")
    for number in range(indicators):
        one = make_indicator(
            plan,
            name=f"Indikator {number}",
            level=Level.OUTCOME,
            groups=[group.key],
            element=knots[2],
            unit="unge",
            method="Vi spør",
        )
        make_target(one, 25, date(2027, 6, 1))
        make_measurement(one, 5, date(2025, 1, 1), is_baseline=True)
        for month in range(measurements):
            make_measurement(one, 6 + month, date(2025, 2, 1 + month))
    Evaluation.objects.create(
        plan=plan,
        on=date(2026, 5, 4),
        learnt="Det virker",
        adjustments="Vi utvider",
        is_external=True,
        evaluator="Fafo",
    )


def test_the_whole_plan_stands_on_one_page(people, plan):
    plan.problem, plan.theory = "Mange står utenfor.", "Kurs gir jobb."
    plan.save()
    filled(plan, 1, 2)
    page = signed_in(people["reader"]).get(reverse("whole_plan", args=[plan.team_id])).content.decode()
    for words in (
        "Mange står utenfor.",
        "Levekårsundersøkelsen",
        "Alle har en jobb å gå til",
        "Unge under 25",
        "Kurs gir jobb.",
        "Knute value",
        "Slik er det",
        "Indikator 0",
        "5\u00a0unge",
        "25\u00a0unge",
        "7\u00a0unge",
        "Vi spør",
        "Det virker",
        "Vi utvider",
        "Fafo",
    ):
        assert words in page, words
    known = page.split('class="knowledge"')[1].split("</section>")
    [outcome] = [part for part in known if "<h3>Outcome</h3>" in part or "<h3>Virkning</h3>" in part]
    assert (
        outcome.index("knowledge__group--know")
        < outcome.index("Indikator 0")
        < outcome.index("knowledge__group--think")
    )
    assert reverse("plan_step", args=[plan.team_id, "methods"]) in page.split('class="plan-checks"')[1]


def test_an_empty_plan_says_what_is_not_written_yet(people, plan):
    answer = signed_in(people["writer"]).get(reverse("whole_plan", args=[plan.team_id]))
    assert answer.status_code == 200
    assert answer.content.decode().count('class="whole-none"') == 7


def test_the_whole_plan_takes_as_many_queries_whatever_there_is_in_it(people, plan):
    client = signed_in(people["writer"])
    address = reverse("whole_plan", args=[plan.team_id])

    def count():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    filled(plan, 1, 1)
    few = count()
    filled(plan, 20, 10)
    assert count() == few <= 20
    assert not Change.objects.exists()

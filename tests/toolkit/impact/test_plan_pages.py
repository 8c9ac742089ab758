"""The rooms of a team's impact plan, as those in the team meet them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_person, make_team
from tests.factories.impact import make_indicator, make_measurement, make_plan, make_target
from toolkit.impact import plans
from toolkit.impact.codes import Rank, Step
from toolkit.impact.parts import remove_part
from toolkit.models import Change, Element, Goal, Plan, Source, TargetGroup

pytestmark = pytest.mark.django_db
_OURS = ("problem", "goals", "groups")


@pytest.fixture
def people():
    return {name: make_person(f"{name}@example.org") for name in ("owner", "writer", "reader", "stranger")}


@pytest.fixture
def team(people):
    make_team("Et annet", owner=people["stranger"])
    return make_team(owner=people["owner"], writer=people["writer"], reader=people["reader"])


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def hidden(page, anchor):
    """Return what a part's form on a page brings with it."""
    form = page.split(f'data-part="{anchor}"')[1].split("</form>")[0]
    found = (tag.split('"') for tag in form.split("<input ") if tag.startswith('type="hidden"'))
    return {tag[3]: tag[5] for tag in found}


def in_step(client, plan, step):
    return client.get(reverse("plan_step", args=[plan.team_id, step])).content.decode()


def post(client, plan, name, key, data, *, by_script=False):
    headers = {"accept": "application/json"} if by_script else {}
    return client.post(reverse("plan_part", args=[plan.team_id, name, key]), data, headers=headers)


def test_a_writer_makes_a_plan_and_writes_its_first_steps(people, team):
    client = signed_in(people["writer"])
    room = client.get(reverse("plan", args=[team.pk])).content.decode()
    assert reverse("new_plan", args=[team.pk]) in room
    assert reverse("plan_import", args=[team.pk]) in room
    client.post(reverse("new_plan", args=[team.pk]), {"name": "Ut i jobb", "language": "nb"})
    plan = Plan.objects.get()
    seen = hidden(in_step(client, plan, "problem"), f"problem-{plan.key}")
    post(client, plan, "problem", plan.key, seen | {"problem": "Mange unge står utenfor."})
    page = in_step(client, plan, "goals")
    new = hidden(page, f"new-goal-{plan.pk}-")
    for _twice in range(2):
        client.post(reverse("plan_part_add", args=[team.pk, "goal"]), new | {"text": "Flere er i jobb."})
    plan.refresh_from_db()
    assert plan.problem == "Mange unge står utenfor."
    assert [goal.text for goal in Goal.objects.all()] == ["Flere er i jobb."]
    assert "Flere er i jobb." in client.get(reverse("plan", args=[team.pk])).content.decode()


def test_two_people_who_write_the_same_are_both_shown_both_texts(people, team):
    plan = make_plan(team, problem="Før.")
    one, other = signed_in(people["owner"]), signed_in(people["writer"])
    seen = hidden(in_step(other, plan, "problem"), f"problem-{plan.key}")
    post(one, plan, "problem", plan.key, seen | {"problem": "Eierens ord."}, by_script=True)
    told = post(other, plan, "problem", plan.key, seen | {"problem": "Skribentens ord."}, by_script=True).json()
    answer = post(other, plan, "problem", plan.key, seen | {"problem": "Skribentens ord."})
    page = answer.content.decode()
    plan.refresh_from_db()
    assert plan.problem == "Eierens ord."
    assert (told["saved"], told["overtaken"]["problem"]["text"]) == ([], "Eierens ord.")
    assert answer.status_code == 409
    assert "Eierens ord." in page
    assert "Skribentens ord." in page
    again = hidden(page, f"problem-{plan.key}") | {"problem": "Begges ord."}
    assert post(other, plan, "problem", plan.key, again).status_code == 302
    plan.refresh_from_db()
    assert plan.problem == "Begges ord."


def test_what_others_have_changed_and_the_writer_has_not_touched_stays(people, team):
    plan = make_plan(team)
    group = TargetGroup.objects.create(plan=plan, name="Unge", needs="Jobb")
    client = signed_in(people["writer"])
    seen = hidden(in_step(client, plan, "groups"), f"group-{group.key}")
    TargetGroup.objects.update(needs="Jobb og bolig")
    told = post(
        client, plan, "group", group.key, seen | {"name": "Unge voksne", "needs": "Jobb", "code": "", "number": ""}
    )
    group.refresh_from_db()
    assert told.status_code == 302
    assert (group.name, group.needs) == ("Unge voksne", "Jobb og bolig")


@pytest.mark.parametrize("by_script", [True, False])
def test_a_goal_that_has_stood_is_changed_and_taken_out_only_with_a_reason(people, team, by_script):
    plan = make_plan(team)
    goal = Goal.objects.create(plan=plan, text="Før.")
    Goal.objects.update(made_at=timezone.now() - timedelta(days=2))
    client = signed_in(people["writer"])
    sent = hidden(in_step(client, plan, "goals"), f"goal-{goal.key}") | {"text": "Etter."}
    answer = post(client, plan, "goal", goal.key, sent, by_script=by_script)
    if by_script:
        assert answer.json()["missing_reason"] == ["text"]
    else:
        assert "Skriv hvorfor du endrer det" in answer.content.decode()
        assert ">\nEtter.</textarea>" in answer.content.decode()
    goal.refresh_from_db()
    assert goal.text == "Før."
    post(client, plan, "goal", goal.key, sent | {"reason": "Vi har lært mer."}, by_script=by_script)
    change = Change.objects.get()
    assert (change.before, change.after, change.reason, change.by) == (
        "Før.",
        "Etter.",
        "Vi har lært mer.",
        people["writer"],
    )
    remove = reverse("plan_part_remove", args=[team.pk, "goal", goal.key])
    assert "Hvorfor tar du det ut?" in client.post(remove).content.decode()
    back = client.post(remove, {"reason": "Ikke lenger vårt."}, follow=True).content.decode()
    restore = reverse("plan_part_restore", args=[team.pk, "goal", goal.key])
    assert restore in back
    assert not Goal.objects.standing()
    client.post(restore)
    assert Goal.objects.standing().get() == goal


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("problem", {"problem": "x" * 5001}, "5000"),
        ("group", {"name": "Unge", "number": "mange"}, "helt tall"),
        ("group", {"name": "Unge", "number": "99999999999"}, "mindre enn eller lik"),
        ("group", {"name": "Unge", "code": "everybody"}, "everybody"),
        ("source", {"title": "SSB", "url": "ingen adresse"}, "hele adressen"),
        ("goal", {"text": " "}, "Skriv målet"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_stays_there(people, team, name, data, told):
    plan = make_plan(team)
    client = signed_in(people["writer"])
    if name == "problem":
        answer = post(client, plan, name, plan.key, data)
    else:
        answer = client.post(reverse("plan_part_add", args=[team.pk, name]), data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert told in page
    assert all(text in page for text in data.values())


@pytest.mark.parametrize("text", ["a\x00b", "x" * 11_000_000], ids=["nul", "ten megabytes"])
def test_what_the_portal_cannot_take_is_refused_in_peace(people, team, text):
    plan = make_plan(team, problem="Før.")
    answer = post(signed_in(people["writer"]), plan, "problem", plan.key, {"problem": text}, by_script=True)
    plan.refresh_from_db()
    assert answer.status_code in (400, 413)
    assert plan.problem == "Før."


def test_one_wrong_field_does_not_keep_the_others_from_being_saved(people, team):
    plan = make_plan(team)
    group = TargetGroup.objects.create(plan=plan, name="Unge")
    client = signed_in(people["writer"])
    seen = hidden(in_step(client, plan, "groups"), f"group-{group.key}")
    told = post(client, plan, "group", group.key, seen | {"name": "Unge", "needs": "Ro", "number": "x"}, by_script=True)
    group.refresh_from_db()
    assert group.needs == "Ro"
    assert [*told.json()["errors"]] == ["number"]


def test_those_who_only_read_get_the_words_without_forms(people, team):
    plan = make_plan(team, problem="Mange står utenfor.")
    page = in_step(signed_in(people["reader"]), plan, "problem")
    assert "Mange står utenfor." in page
    assert "<form" not in page.split("<main")[1]


def test_the_parts_of_another_team_are_not_there(people, team):
    plan, others = make_plan(team), make_plan()
    goal = Goal.objects.create(plan=others, text="Deres.")
    client = signed_in(people["owner"])
    assert post(client, plan, "goal", goal.key, {"text": "Vårt."}).status_code == 404
    assert post(client, plan, "problem", others.key, {"problem": "Vårt."}).status_code == 404
    assert post(client, plan, "nothing", goal.key, {}).status_code == 404
    client.post(reverse("plan_part_add", args=[team.pk, "goal"]), {"new_key": str(goal.key), "text": "Vårt."})
    goal.refresh_from_db()
    assert (goal.text, goal.plan) == ("Deres.", others)


def test_a_plan_is_deleted_and_brought_back_by_the_owner_and_gone_after_a_month(people, team):
    plan = make_plan(team, problem="Mange står utenfor.")
    client = signed_in(people["owner"])
    page = client.post(reverse("plan_delete", args=[team.pk]), follow=True).content.decode()
    assert f'name="plan" value="{plan.pk}"' in page
    assert client.get(reverse("plan_step", args=[team.pk, "goals"])).status_code == 404
    client.post(reverse("plan_restore", args=[team.pk]), {"plan": plan.pk})
    assert "Mange står utenfor." in in_step(client, plan, "problem")
    Plan.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    assert client.post(reverse("plan_restore", args=[team.pk]), {"plan": plan.pk}).status_code == 409
    assert [*plans.remove_deleted()]
    assert not Plan.objects.exists()


def test_a_baseline_that_another_has_taken_the_place_of_is_not_brought_back_and_it_is_said_why(people, team):
    indicator = make_indicator(make_plan(team))
    first = make_measurement(indicator, 1, is_baseline=True)
    remove_part(part=first, by=people["owner"])
    make_measurement(indicator, 2, is_baseline=True)
    client = signed_in(people["writer"])
    answer = client.post(reverse("plan_part_restore", args=[team.pk, "measurement", first.key]))
    first.refresh_from_db()
    assert answer.status_code == 409
    assert "Indikatoren har et startpunkt fra før" in answer.content.decode()
    assert first.deleted_at is not None


@pytest.mark.parametrize("count", [1, 40])
def test_a_plan_of_any_size_takes_few_queries(people, team, count, django_assert_max_num_queries):
    plan = make_plan(team)
    for number in range(count):
        Goal.objects.create(plan=plan, text=f"Mål {number}")
        Source.objects.create(plan=plan, title=f"Kilde {number}")
        TargetGroup.objects.create(plan=plan, name=f"Gruppe {number}")
        make_target(make_indicator(plan))
    client = signed_in(people["writer"])
    for address in [reverse("plan", args=[team.pk]), *(reverse("plan_step", args=[team.pk, step]) for step in _OURS)]:
        with django_assert_max_num_queries(20):
            client.get(address)


def test_the_team_and_its_people_find_the_plan(people, team):
    make_plan(team, name="Ut i jobb")
    client = signed_in(people["reader"])
    address = reverse("plan", args=[team.pk])
    assert address in client.get(reverse("team", args=[team.pk])).content.decode()
    assert "Ut i jobb" in client.get(reverse("my_page")).content.decode()


def test_what_saves_itself_has_no_button_in_any_step_where_scripts_run(people, team):
    plan = make_plan(team)
    make_target(make_indicator(plan))
    Goal.objects.create(plan=plan, text="Flere i jobb")
    Element.objects.create(plan=plan, rank=Rank.ACTIVITY, text="Vi møtes")
    client = signed_in(people["writer"])
    found = {step: saving(in_step(client, plan, step)) for step in Step.values}
    assert all(found[step] for step in ("problem", "goals", "theory", "indicators", "methods", "targets"))
    # css/plan.css hides these, and plan.js shows them again where it has to be asked why.
    assert all(button.has_attr("data-write") for buttons in found.values() for button in buttons)


def saving(page):
    """Return the buttons that save what is there already."""
    return BeautifulSoup(page, "html.parser").select("form[data-part]:not([data-adding]) button[type=submit]")

"""The rooms of a team's impact plan, as those in the team meet them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_person, make_team
from toolkit.models import Goal, Plan

pytestmark = pytest.mark.django_db


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

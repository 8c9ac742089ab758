"""The demo's teams: three with a case, one before there is a case, one without an owner; their rounds and plans."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model

from cases.editorial.showing import page_with_facts
from cases.models import Membership, Municipality, Role, Team
from cases.shown_with import Shown, as_kept
from cases.teams.invitations import invite_member
from cases.teams.services import create_team
from toolkit.assessment.demo import make_rounds
from toolkit.assessment.shown_rounds import Show, thing
from toolkit.impact import shown_plans
from toolkit.impact.codes import Step
from toolkit.impact.demo import make_demo_plan
from toolkit.impact.freezing import TEXTS, Choice, content_of
from toolkit.models import Plan, Publication

OWNER, WRITER, READER = "owner@example.org", "writer@example.org", "reader@example.org"
# The kitchen table in Larvik.
_CASE = UUID("a8a3b4a1-fb6d-4e51-9fb2-9c2a91f46a2d")
# The idea on a Saturday: it names no municipality, so that no real one gets invented answers.
_ASSESSED = UUID("82709cfc-9cbd-4fc5-bf89-f8f1b4ec5c6a")
# Boost Refugee.
_MEASURED = UUID("ccaa8e8e-2afb-4faa-8bc2-8ba0ba4baef4")
_WITHOUT_CASE, _WITHOUT_OWNER = "Nabolagskafeen", "Ungdommens verksted"


def make_teams() -> None:
    """Make the teams, unless there are any."""
    if Team.objects.exists():
        return
    people = {user.email: user for user in get_user_model().objects.filter(email__in=(OWNER, WRITER, READER))}
    editor = get_user_model().objects.get(email="redaktor@example.org")
    with_case = create_team(by=editor, owner=people[OWNER], case_id=_CASE)
    _add(with_case, people, {WRITER: Role.WRITER, READER: Role.READER})
    # Sent to nobody: the secret of the link is thrown away.
    invite_member(team=with_case, by=people[OWNER], email="invited@example.org", role=Role.READER, language="nb")
    before = create_team(
        by=people[WRITER], owner=people[WRITER], name=_WITHOUT_CASE, municipality=_municipality("3203")
    )
    _add(before, people, {OWNER: Role.READER})
    without = create_team(by=editor, name=_WITHOUT_OWNER, municipality=_municipality("3909"))
    _add(without, people, {READER: Role.WRITER})
    assessed = create_team(by=editor, owner=people[OWNER], case_id=_ASSESSED)
    _add(assessed, people, {WRITER: Role.WRITER, READER: Role.READER})
    measured = create_team(by=editor, owner=people[OWNER], case_id=_MEASURED)
    round_ = make_rounds(shown_for=assessed, open_for=before, by=people[WRITER])
    example = make_demo_plan(which="example", team=assessed, by=people[WRITER])
    boost = make_demo_plan(which="boost", team=measured, by=people[OWNER])
    _show(assessed, thing(round_.pk, Show.PROFILE), _published(example, {*TEXTS, Step.EVALUATION}))
    _show(measured, _published(boost))


def _published(plan: Plan, steps: Collection[str] = ()) -> Shown:
    """Write down all indicators of a plan, and the texts of these steps, as what its case shows."""
    keys = frozenset(str(key) for key in plan.indicators.values_list("key", flat=True))
    content = content_of(plan, Choice(keys, frozenset(steps)))
    return shown_plans.thing(plan.pk, Publication.objects.create(plan=plan, content=content.plain()).pk)


def _show(team: Team, *things: Shown) -> None:
    """Show what a team has made on the page of its case; the demo's own publishing needs no review."""
    page = page_with_facts(team.case_id)
    if page is not None and page.live:
        page.shown_with = as_kept(things)
        page.save_revision().publish()


def _municipality(number: str) -> Municipality:
    return Municipality.objects.get(country="NO", number=number)


def _add(team: Team, people: dict[str, Any], roles: dict[str, Role]) -> None:
    Membership.objects.bulk_create(
        [Membership(team=team, user=people[email], role=role) for email, role in roles.items()]
    )

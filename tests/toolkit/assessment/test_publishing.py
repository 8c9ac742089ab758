"""A team chooses what of a round its case shows: that goes by review, like any other change of the case."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cases.editorial.showing import Outcome, page_with_facts, standing_of
from cases.models import CasePage, Role
from cases.search.memory import library
from cases.search.service import Question, Search
from cases.shown_with import check, entries
from cases.teams.refusals import NotAllowedError, RefusedError
from tests.cases.editorial.admin_form import open_form, send
from tests.factories import decide, make_case, make_person, make_team, make_user, publish_by_review, submit
from tests.factories.assessment import make_closed_round
from toolkit.assessment.codes import SeenBy
from toolkit.assessment.publishing import choose_what_is_shown
from toolkit.assessment.shown_rounds import Show, rounds_shown_with, thing
from toolkit.models import Round

pytestmark = pytest.mark.django_db


def case_in_draft() -> CasePage:
    """Return a case that nobody has published yet."""
    page = make_case(live=False, source_reference="Rapport", challenge="<p>A</p>")
    page.save_revision()
    return page


@pytest.fixture
def case() -> CasePage:
    """A published case that has been through review."""
    return publish_by_review(case_in_draft())


@pytest.fixture
def owner() -> Any:
    """Somebody who owns the case's team and has no role in the portal."""
    return make_person("owner@example.org")


@pytest.fixture
def round_(case: CasePage, owner: Any) -> Round:
    """A round of the case's team whose result has been shown and may be shown to everybody."""
    team = make_team(owner=owner, case_id=case.translation_key, name="")
    return make_closed_round(team, seen_by=SeenBy.PUBLIC, shown_on=timezone.localdate())


def now(page: CasePage) -> CasePage:
    """Return a page as it is stored."""
    return CasePage.objects.get(pk=page.pk)


def draft(page: CasePage) -> CasePage:
    """Return a page's newest version."""
    return now(page).get_latest_revision_as_object()


def approve(page: CasePage) -> None:
    """Take a page that is in review through both steps."""
    decide(page, make_user("Editors"))
    decide(page, make_user("Publishers"))


def found() -> list[int]:
    """Return the pages that the search finds for readers who look for cases with a self-assessment."""
    return Search(Question(chosen={"has_assessment": ["1"]}), library()).pages(0, 9)


def test_nothing_is_shown_until_two_others_have_approved_it(case: CasePage, round_: Round, owner: Any) -> None:
    assert choose_what_is_shown(round_=round_, by=owner, show=Show.PROFILE) == Outcome.SENT
    standing = standing_of(case.translation_key, thing(round_.pk).key)
    assert (standing.live, standing.is_in_review) == (None, True)
    assert rounds_shown_with(now(case)) == [] == found()
    decide(case, make_user("Editors"))
    assert rounds_shown_with(now(case)) == []
    decide(case, make_user("Publishers"))
    assert [(shown.round, shown.show) for shown in rounds_shown_with(now(case))] == [(round_, Show.PROFILE)]
    assert found() == [case.pk]
    standing = standing_of(case.translation_key, thing(round_.pk).key)
    assert (standing.live == standing.newest, standing.is_in_review, standing.since is not None) == (True, False, True)


def test_an_editor_in_the_team_does_not_approve_what_she_sent(case: CasePage, round_: Round) -> None:
    from cases.editorial.approval import ReviewRefusedError

    editor = make_user("Editors")
    round_.team.memberships.create(user=editor, role=Role.WRITER)
    choose_what_is_shown(round_=round_, by=editor, show=Show.SPREAD)
    with pytest.raises(ReviewRefusedError):
        decide(case, editor)


def test_all_languages_show_it_and_start_to_when_the_source_does(case: CasePage, round_: Round, owner: Any) -> None:
    other = make_case("nn", translation_key=case.translation_key, translated_from="nb")
    choose_what_is_shown(round_=round_, by=owner, show=Show.PROFILE)
    assert page_with_facts(case.translation_key) == case
    approve(case)
    assert [shown.round for shown in rounds_shown_with(now(other))] == [round_]


def test_an_editors_unfinished_draft_is_not_sent_for_her(case: CasePage, round_: Round, owner: Any) -> None:
    page = draft(case)
    page.summary = "Halvferdig."
    page.save_revision(user=make_user("Editors"))
    assert choose_what_is_shown(round_=round_, by=owner, show=Show.PROFILE) == Outcome.IN_DRAFT
    assert (draft(case).summary, entries(draft(case).shown_with)) == ("Halvferdig.", [thing(round_.pk)])
    assert now(case).current_workflow_state is None
    assert now(case).summary != "Halvferdig."


def test_a_review_that_is_under_way_begins_anew(case: CasePage, round_: Round, owner: Any) -> None:
    page, writer = draft(case), make_user("Editors")
    page.summary = "Ny oppsummering."
    page.save_revision(user=writer)
    submit(case, writer)
    decide(case, make_user("Editors"))
    assert choose_what_is_shown(round_=round_, by=owner, show=Show.PROFILE) == Outcome.SENT
    decide(case, make_user("Editors"))
    assert rounds_shown_with(now(case)) == []
    decide(case, make_user("Publishers"))
    assert (now(case).summary, len(rounds_shown_with(now(case)))) == ("Ny oppsummering.", 1)


def test_what_came_back_with_a_comment_can_be_chosen_otherwise_and_sent_again(
    case: CasePage, round_: Round, owner: Any
) -> None:
    choose_what_is_shown(round_=round_, by=owner, show=Show.SPREAD)
    decide(case, make_user("Editors"), "reject", comment="Vis profilen.")
    assert standing_of(case.translation_key, thing(round_.pk).key).comment == "Vis profilen."
    assert choose_what_is_shown(round_=round_, by=owner, show=Show.PROFILE) == Outcome.SENT
    approve(case)
    assert [shown.show for shown in rounds_shown_with(now(case))] == [Show.PROFILE]


def test_who_sent_it_is_told_where_to_act_when_it_comes_back(
    case: CasePage, round_: Round, owner: Any, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    choose_what_is_shown(round_=round_, by=owner, show=Show.SPREAD)
    with django_capture_on_commit_callbacks(execute=True):
        decide(case, make_user("Editors"), "reject", comment="Vis profilen.")
    letter = next(letter for letter in mailoutbox if letter.to == [owner.email])
    assert "Vis profilen." in letter.body
    assert f"/team/{round_.team_id}/" in letter.body
    assert "/admin/" not in letter.body


def test_what_waits_can_be_taken_back(case: CasePage, round_: Round, owner: Any) -> None:
    choose_what_is_shown(round_=round_, by=owner, show=Show.SPREAD)
    assert choose_what_is_shown(round_=round_, by=owner, show=None) == Outcome.TAKEN_BACK
    assert now(case).current_workflow_state is None
    assert not now(case).has_unpublished_changes
    assert choose_what_is_shown(round_=round_, by=owner, show=None) == Outcome.UNCHANGED


def test_what_is_shown_is_taken_off_by_review(case: CasePage, round_: Round, owner: Any) -> None:
    choose_what_is_shown(round_=round_, by=owner, show=Show.PROFILE)
    approve(case)
    assert choose_what_is_shown(round_=round_, by=owner, show=None) == Outcome.SENT
    assert len(rounds_shown_with(now(case))) == 1
    approve(case)
    assert rounds_shown_with(now(case)) == [] == found()


def test_a_case_that_was_never_published_shows_it_once_it_is(owner: Any) -> None:
    case = case_in_draft()
    team = make_team(owner=owner, case_id=case.translation_key, name="")
    own = make_closed_round(team, seen_by=SeenBy.PUBLIC, shown_on=timezone.localdate())
    assert choose_what_is_shown(round_=own, by=owner, show=Show.PROFILE) == Outcome.IN_DRAFT
    publish_by_review(case)
    assert [shown.round for shown in rounds_shown_with(now(case))] == [own]


@pytest.mark.parametrize(
    "changes",
    [
        {"deleted_at": timezone.now()},
        {"seen_by": SeenBy.PARTICIPANTS},
        {"shown_on": None},
    ],
)
def test_a_round_that_may_not_be_shown_is_gone_at_once_and_found_no_more(
    case: CasePage, round_: Round, owner: Any, changes: dict[str, Any]
) -> None:
    choose_what_is_shown(round_=round_, by=owner, show=Show.PROFILE)
    approve(case)
    before = {name: getattr(round_, name) for name in changes}
    for state, count in ((changes, 0), (before, 1)):
        for name, value in state.items():
            setattr(round_, name, value)
        round_.save()
        assert (len(rounds_shown_with(now(case))), len(found())) == (count, count)


def test_a_team_that_loses_its_case_shows_nothing_there(case: CasePage, round_: Round, owner: Any) -> None:
    choose_what_is_shown(round_=round_, by=owner, show=Show.PROFILE)
    approve(case)
    round_.team.deleted_at = timezone.now()
    round_.team.save()
    assert rounds_shown_with(now(case)) == [] == found()


def test_another_case_cannot_show_the_round(round_: Round) -> None:
    assert rounds_shown_with(make_case(shown_with=[thing(round_.pk).plain()])) == []


@pytest.mark.parametrize(
    "changes",
    [{"closed_at": None}, {"shown_on": None}, {"seen_by": SeenBy.PARTICIPANTS}],
)
def test_a_round_that_is_not_ready_is_refused(round_: Round, owner: Any, changes: dict[str, Any]) -> None:
    Round.objects.filter(pk=round_.pk).update(**changes)
    with pytest.raises(RefusedError):
        choose_what_is_shown(round_=round_, by=owner, show=Show.PROFILE)


def test_only_owners_and_writers_choose(case: CasePage, round_: Round) -> None:
    reader = make_person("reader@example.org")
    round_.team.memberships.create(user=reader, role=Role.READER)
    for stranger in (reader, make_user("administrator"), make_person("nobody@example.org")):
        with pytest.raises(NotAllowedError):
            choose_what_is_shown(round_=round_, by=stranger, show=Show.PROFILE)
    assert entries(draft(case).shown_with) == []


@pytest.mark.parametrize("show", [Show.PROFILE, None])
def test_of_a_deleted_round_nothing_is_chosen(case: CasePage, round_: Round, owner: Any, show: Show | None) -> None:
    Round.objects.update(deleted_at=timezone.now())
    with pytest.raises(NotAllowedError):
        choose_what_is_shown(round_=round_, by=owner, show=show)


def test_an_editor_takes_it_off_in_the_form_but_cannot_put_it_there(
    client: Client, case: CasePage, round_: Round, owner: Any
) -> None:
    choose_what_is_shown(round_=round_, by=owner, show=Show.PROFILE)
    approve(case)
    client.force_login(make_user("Editors"))
    form = open_form(client, case)
    send(client, case, form, autosave=True, shown_with=thing(round_.pk).key)
    assert entries(draft(case).shown_with) == [thing(round_.pk)]
    send(client, case, open_form(client, case), summary="Noe annet.")
    assert entries(draft(case).shown_with) == [thing(round_.pk)]
    send(client, case, open_form(client, case), shown_with=thing(round_.pk).key)
    assert entries(draft(case).shown_with) == []
    send(client, case, open_form(client, case), shown_with="assessment:99")
    assert entries(draft(case).shown_with) == []


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        ["x"],
        [{"tool": "assessment", "id": True, "show": "profile"}],
        [{"tool": "assessment", "id": 1}],
        [{"tool": "assessment", "id": 1, "show": "profile"}, {"tool": "assessment", "id": 1, "show": "spread"}],
        [{"tool": "", "id": 1, "show": "profile"}],
        [{"tool": "assessment", "id": 2**70, "show": "profile"}],
    ],
)
def test_only_a_list_of_entries_is_kept(value: Any) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        check(value)
    entries(value)

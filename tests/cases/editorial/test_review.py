"""Who may decide about a page under review, what a decision needs, and that nothing goes live without it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, TaskState, WorkflowState
from wagtail.test.utils.form_data import rich_text

from cases.editorial.approval import NotApprovedError, ReviewRefusedError, TextChangedError, follow_edit, refusal
from cases.editorial.assignment import assign_review, set_due_date
from cases.editorial.checklists import points_of
from cases.models import CasePage, ReviewTaskState
from cases.translation.services import start_translation
from tests.cases.editorial.admin_form import send
from tests.cases.test_admin import _form
from tests.factories import answers, current, decide, make_case, make_user, publish_by_review, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return make_user("Editors")


@pytest.fixture
def draft(author):
    page = make_case(live=False, owner=author, title="Systua")
    page.save_revision(user=author)
    return page


def _fresh(page):
    return CasePage.objects.get(pk=page.pk)


def _edit(page, user, **changes):
    version = _fresh(page).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(version, name, value)
    return version.save_revision(user=user)


def test_both_steps_publish_what_they_approved(draft, author):
    submit(draft, author)
    decide(draft, make_user("Editors"))
    assert not _fresh(draft).live
    decide(draft, make_user("Publishers"))
    page = _fresh(draft)
    assert page.live
    assert page.live_revision == page.latest_revision


@pytest.mark.parametrize("role", ["Editors", "administrator"])
def test_nobody_approves_her_own(role):
    author = make_user(role)
    page = make_case(live=False)
    page.save_revision(user=author)
    submit(page, make_user("Editors"))
    with pytest.raises(ReviewRefusedError):
        decide(page, author)
    assert not current(page).task.specific.get_actions(page, author)


def test_neither_who_sent_it_nor_who_owns_it_approves(draft, author):
    sender = make_user("Editors")
    submit(draft, sender)
    for user in (sender, author):
        with pytest.raises(ReviewRefusedError):
            decide(draft, user)


def test_nor_do_they_or_those_who_review_nothing_here_ask_for_changes(draft, author):
    submit(draft, make_user("Editors"))
    state = current(draft)
    for user in (author, make_user("Publishers")):
        with pytest.raises(ReviewRefusedError):
            state.task.specific.on_action(state, user, "reject", comment="Skriv kortere.")
    assert current(draft).pk == state.pk


def test_who_only_commented_or_saved_without_a_change_may_approve(draft, author):
    reviewer = make_user("Editors")
    submit(draft, author)
    _edit(draft, reviewer)
    decide(draft, reviewer)
    assert current(draft).task.name == "Språk og tilgjengelighet"


def test_who_wrote_before_the_last_approval_may_approve_what_comes_after():
    first, second = make_user("Editors"), make_user("Editors")
    page = make_case(live=False)
    page.save_revision(user=first)
    page = publish_by_review(page, author=first)
    _edit(page, second, summary="Ny.")
    submit(page, second)
    decide(page, first)


def test_who_wrote_what_is_taken_back_from_the_history_does_not_approve_it():
    first, second = make_user("Editors"), make_user("Editors")
    page = make_case(live=False)
    old = page.save_revision(user=first)
    page = publish_by_review(page, author=first)
    old.as_object().save_revision(user=second, previous_revision=old, log_action=True)
    submit(page, second)
    with pytest.raises(ReviewRefusedError):
        decide(page, first)


def test_an_edit_in_the_second_step_begins_the_review_anew(draft, author):
    reviewer, publisher = make_user("Editors"), make_user("Publishers")
    submit(draft, author)
    decide(draft, reviewer)
    _edit(draft, publisher, summary="Rettet.")
    with pytest.raises(TextChangedError):
        decide(draft, make_user("Publishers"))
    assert follow_edit(_fresh(draft), user=publisher)
    assert current(draft).task.name == "Faglig gjennomgang"
    decide(draft, reviewer)
    with pytest.raises(ReviewRefusedError):
        decide(draft, publisher)
    decide(draft, make_user("Publishers"))
    assert _fresh(draft).summary == "Rettet."


def test_mended_and_sent_again_begins_at_the_first_step(draft, author):
    submit(draft, author)
    decide(draft, make_user("Editors"))
    decide(draft, make_user("Publishers"), "reject", comment="Skriv kortere.")
    _edit(draft, author, summary="Kortere.")
    submit(draft, author)
    assert current(draft).task.name == "Faglig gjennomgang"


def test_sent_again_without_a_change_begins_where_it_was_returned(draft, author):
    submit(draft, author)
    decide(draft, make_user("Editors"))
    decide(draft, make_user("Publishers"), "reject", comment="Sikker?")
    submit(draft, author)
    assert current(draft).task.name == "Språk og tilgjengelighet"


def test_who_sends_it_again_does_not_approve_it(draft, author):
    second = make_user("Editors")
    submit(draft, author)
    decide(draft, make_user("Editors"), "reject", comment="Mangler kilde.")
    submit(draft, second)
    with pytest.raises(ReviewRefusedError):
        decide(draft, second)


def test_no_person_publishes_past_the_review_whatever_she_is(draft):
    for role in ("Editors", "Publishers", "administrator"):
        user = make_user(role)
        assert not draft.permissions_for_user(user).can_publish()
        assert not draft.get_parent().permissions_for_user(user).can_publish_subpage()
        with pytest.raises(NotApprovedError):
            draft.latest_revision.publish(user=user, skip_permission_checks=True)
    assert not _fresh(draft).live


def test_an_approved_version_does_not_vouch_for_another(draft, author):
    page = publish_by_review(draft, author=author)
    newer = _edit(page, author, summary="Ikke godkjent.")
    with pytest.raises(NotApprovedError):
        newer.publish(user=make_user("administrator"))


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"facts_and_source": ""},
        {"facts_and_source": "waived", "facts_and_source_reason": "  "},
        {"facts_and_source": "no"},
        {"facts_and_source": ["met"]},
        {"facts_and_source": {"answer": "met"}},
        {"comment": "x" * 5001},
        {"comment": "nul\x00"},
    ],
)
def test_an_approval_needs_each_point_met_or_waived_with_a_reason(draft, author, given):
    submit(draft, author)
    state = current(draft)
    complete = answers("professional") if given else {}
    with pytest.raises(ReviewRefusedError):
        state.task.specific.on_action(state, make_user("Editors"), "approve", **{**complete, **given})
    assert current(draft).pk == state.pk


def test_a_waived_point_is_kept_with_its_reason_in_the_log(draft, author):
    submit(draft, author)
    state = current(draft)
    decide(draft, make_user("Editors"), consent="waived", consent_reason="Ingen er vist.")
    kept = {"answer": "waived", "reason": "Ingen er vist."}
    assert ReviewTaskState.objects.get(pk=state.pk).checklist["consent"] == kept
    entry = PageLogEntry.objects.get(page_id=draft.pk, action="wagtail.workflow.approve")
    assert entry.data["checklist"]["consent"] == kept
    assert "Ingen er vist." in entry.message


def test_asking_for_changes_needs_a_reason(draft, author):
    submit(draft, author)
    with pytest.raises(ReviewRefusedError):
        decide(draft, make_user("Editors"), "reject", comment=" ")
    assert _fresh(draft).current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS


def test_there_is_no_third_decision(draft, author):
    submit(draft, author)
    step = current(draft).task.specific.step
    with pytest.raises(ReviewRefusedError):
        decide(draft, make_user("Editors"), "publish", **answers(step))
    assert current(draft).status == TaskState.STATUS_IN_PROGRESS


def test_what_approves_past_the_form_is_held_to_the_same(draft, author):
    submit(draft, author)
    state, other = current(draft).specific, make_user("Editors")
    with pytest.raises(ReviewRefusedError):
        state.approve(user=other)
    state.checklist = {point.code: {"answer": "met"} for point in points_of(state.task.specific.step)}
    with pytest.raises(ReviewRefusedError):
        state.approve(user=author)
    assert current(draft).status == TaskState.STATUS_IN_PROGRESS
    state.approve(user=other)
    assert current(draft).pk != state.pk


def test_a_review_is_given_by_and_to_those_who_may_decide(draft, author):
    submit(draft, author)
    state, reviewer = current(draft).specific, make_user("Editors")
    for to, by in ((author, reviewer), (reviewer, author), (make_user("Publishers"), reviewer), (None, author)):
        with pytest.raises(ReviewRefusedError):
            assign_review(state=state, to=to, user=by)
    with pytest.raises(ReviewRefusedError):
        set_due_date(state=state, due_on=timezone.localdate(), user=author)
    state.refresh_from_db()
    assert (state.assigned_to, state.due_on) == (None, None)
    assign_review(state=state, to=make_user("Editors"), user=reviewer)


def test_autosave_never_writes_over_what_is_under_review(draft, author):
    submit(draft, author)
    sent = _fresh(draft).latest_revision
    version = _fresh(draft).get_latest_revision_as_object()
    version.summary = "Skrevet etterpå."
    saved = version.save_revision(user=author, overwrite_revision=sent)
    assert saved.pk != sent.pk
    sent.refresh_from_db()
    assert sent.content["summary"] == draft.summary


def test_autosave_writes_over_its_own_draft(draft, author):
    newest = _fresh(draft).latest_revision
    saved = draft.save_revision(user=author, overwrite_revision=newest)
    assert saved.pk == newest.pk


def test_a_planned_change_of_a_page_that_never_was_a_version_leaves_it_on_the_site(author):
    page = make_case(live=True, summary="Slik leserne ser den.")
    page.go_live_at, page.summary = timezone.now() + timedelta(days=2), "Slik blir den."
    page.save_revision(user=author)
    page = publish_by_review(page, author=author)
    assert (page.live, page.summary) == (True, "Slik leserne ser den.")
    assert page.scheduled_revision.content["summary"] == "Slik blir den."


def test_a_publisher_takes_a_page_off_the_site_while_its_draft_is_reviewed(author):
    page = make_case(live=True)
    page.save_revision(user=author)
    submit(page, author)
    assert _fresh(page).permissions_for_user(make_user("Publishers")).can_unpublish()
    assert not _fresh(page).permissions_for_user(make_user("Editors")).can_unpublish()


def test_a_step_of_one_page_cannot_be_decided_at_the_address_of_another(client, draft, author):
    """Whoever may decide about another page must not reach her own by the number of its step."""
    submit(draft, author)
    other = make_case(live=False)
    other.save_revision(user=make_user("Editors"))
    submit(other, make_user("Editors"))
    client.force_login(author)
    state = current(draft)
    answer = client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[other.pk, "approve", state.pk]), answers("professional")
    )
    assert answer.status_code == 404
    assert refusal(current(draft), author)
    assert TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_IN_PROGRESS


@pytest.mark.parametrize(
    "sent", ["{", "[]", "null", '{"user": 1}', '{"self": "x"}', "[" * 5000, json.dumps({"facts_and_source": 1})]
)
def test_forged_answers_are_refused_in_words_and_approve_nothing(client, draft, author, sent):
    told = {"challenge": rich_text("<p>Det var stille.</p>"), "source_reference": "Samtale"}
    form = _form(slug=draft.slug, title=draft.title, summary=draft.summary, **told)
    client.force_login(author)
    send(client, draft, form, **{"action-submit": "1"})
    client.force_login(make_user("Editors"))
    state, decision = current(draft), {"action-workflow-action": "1", "workflow-action-name": "approve"}
    answer = send(client, draft, form, **decision, **{"workflow-action-extra-data": sent})
    assert answer.status_code == 200
    assert current(draft) == state
    given = json.dumps(answers(state.task.specific.step))
    send(client, draft, form, **decision, **{"workflow-action-extra-data": given})
    assert current(draft) != state


def test_who_wrote_the_draft_that_a_translation_began_with_does_not_approve_it(draft, author):
    translator = make_user("Editors")
    copy = start_translation(source=draft, language="nn", user=translator)
    submit(copy, translator)
    with pytest.raises(ReviewRefusedError):
        decide(copy, author)
    publish_by_review(draft, author=author)
    decide(copy, author)

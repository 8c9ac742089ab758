"""The review in the admin: by whom each address can be used, and what e-mail it sends."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, TaskState
from wagtail.test.utils.form_data import rich_text
from wagtail.users.models import UserProfile

from cases.models import CaseIndexPage, CasePage, ReviewTaskState
from home.models import HomePage
from tests.cases.test_admin import _form
from tests.factories import answers, current, decide, make_case, make_user, publish_by_review, submit

pytestmark = pytest.mark.django_db

ROLES = ["Editors", "Publishers", "administrator"]


@pytest.fixture
def author():
    return make_user("Editors", "forfatter@example.org")


@pytest.fixture
def draft(author):
    page = make_case(live=False, owner=author, title="Systua")
    page.save_revision(user=author)
    return page


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Return a function that does something and gives the addresses and texts of what it sent."""

    def run(do, *args, **kwargs):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            do(*args, **kwargs)
        return {message.to[0]: message for message in mail.outbox}

    return run


def _post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def _fresh(page):
    return CasePage.objects.get(pk=page.pk)


def _edit_form(page, **changes):
    told = {"challenge": rich_text("<p>Det var stille.</p>"), "source_reference": "Samtale"}
    return _form(slug=page.slug, title=page.title, summary=page.summary, **told, **changes)


# --- No way around ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_no_form_publishes(client, draft, role):
    client.force_login(make_user(role))
    index = draft.get_parent()
    new = _form(slug="ny", summary="x", **{"action-publish": "1"})
    client.post(reverse("wagtailadmin_pages:add", args=["cases", "casepage", index.pk]), new)
    client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), _edit_form(draft, **{"action-publish": "1"}))
    client.post(
        reverse("wagtailadmin_pages:copy", args=[draft.pk]),
        {
            "new_title": "Kopi", "new_slug": "kopi", "new_parent_page": index.pk,
            "copy_subpages": "1", "publish_copies": "1", "alias": "1",
        },
    )  # fmt: skip
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={draft.pk}", {"include_descendants": "1"})
    client.post(f"{bulk}?id={index.pk}", {"include_descendants": "1"})
    assert not CasePage.objects.filter(live=True).exists()


@pytest.mark.parametrize("role", ROLES)
def test_neither_reverting_nor_a_date_publishes(client, draft, role):
    client.force_login(make_user(role))
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[draft.pk, draft.latest_revision_id])
    client.post(revert, _edit_form(draft, **{"action-publish": "1"}))
    dated = _edit_form(draft, go_live_at="2020-01-01 10:00", **{"action-publish": "1"})
    client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), dated)
    assert not _fresh(draft).live
    assert not _fresh(draft).scheduled_revision


@pytest.mark.parametrize("role", ROLES)
def test_a_front_page_is_not_made_by_hand(client, role):
    """Below the root nobody reviews the parent, and a new page could be published at once."""
    client.force_login(make_user(role))
    root = HomePage.objects.first().get_parent()
    assert not root.permissions_for_user(make_user(role)).can_publish_subpage()
    before = HomePage.objects.count()
    data = _form(slug="ny", lead="x", about="null", **{"action-publish": "1"})
    client.post(reverse("wagtailadmin_pages:add", args=["home", "homepage", root.pk]), data)
    assert HomePage.objects.count() == before


def test_wagtails_own_write_interfaces_are_not_there(client):
    client.force_login(make_user("administrator"))
    for path in ("/api/v2/pages/", "/api/v3/pages/", "/admin/api/v3/pages/", "/django-admin/"):
        assert client.post(path, {}).status_code in (404, 405)
        assert client.get(path).status_code in (302, 404)


# --- Deciding in the admin --------------------------------------------------------------------------------------------


def test_the_edit_form_offers_review_and_no_publishing(client, draft, author):
    client.force_login(author)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert "Send til gjennomgang" in page
    assert "action-publish" not in page


def test_an_author_sends_and_a_reviewer_decides_in_the_form(client, draft, author):
    client.force_login(author)
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    client.post(edit, _edit_form(draft, **{"action-submit": "1"}))
    assert current(draft).task.name == "Faglig gjennomgang"
    own = _decision("approve", answers("professional"))
    answer = client.post(edit, _edit_form(draft, **own))
    assert answer.status_code == 200
    assert "en annen godkjenne" in answer.content.decode()

    client.force_login(make_user("Editors"))
    assert "Ingen har tatt" in client.get(edit).content.decode()
    dialog = client.get(
        reverse("wagtailadmin_pages:collect_workflow_action_data", args=[draft.pk, "approve", current(draft).pk])
    )
    assert "Fakta og kilde er sjekket" in dialog.json()["html"]
    client.post(edit, _edit_form(draft, **own))
    assert current(draft).task.name == "Språk og tilgjengelighet"


def _decision(name, given):
    return {
        "action-workflow-action": "1",
        "workflow-action-name": name,
        "workflow-action-extra-data": json.dumps(given),
    }


def test_a_reviewer_who_changes_the_text_while_approving_is_told_and_loses_nothing(client, draft, author):
    submit(draft, author)
    client.force_login(make_user("Editors"))
    changed = _form(slug=draft.slug, title="Systua, rettet", summary=draft.summary)
    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        {**changed, **_decision("approve", answers("professional"))},
    )
    page = answer.content.decode()
    assert "Systua, rettet" in page
    assert current(draft).task.name == "Faglig gjennomgang"
    assert _fresh(draft).get_latest_revision_as_object().title == "Systua"


def test_what_autosave_keeps_leaves_the_review_alone_and_saving_by_hand_begins_it_anew(client, draft, author):
    submit(draft, author)
    decide(draft, make_user("Editors"))
    client.force_login(make_user("Publishers"))
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    changed = _form(slug=draft.slug, title=draft.title, summary="Rettet.")
    client.post(edit, changed, headers={"accept": "application/json"})
    assert current(draft).task.name == "Språk og tilgjengelighet"
    client.post(edit, changed)
    assert current(draft).task.name == "Faglig gjennomgang"


def test_the_direct_address_says_what_is_missing(client, draft, author):
    submit(draft, author)
    client.force_login(make_user("Editors"))
    address = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", current(draft).pk])
    answer = client.post(address, {"facts_and_source": "met"}, follow=True)
    assert "Ingenting ble avgjort" in answer.content.decode()
    dialog = client.post(address, {"facts_and_source": "met"}, headers={"x-requested-with": "XMLHttpRequest"})
    assert "Svar på dette punktet" in dialog.json()["html"]
    client.post(address, answers("professional"))
    assert current(draft).task.name == "Språk og tilgjengelighet"


def test_a_publisher_calls_off_a_plan_and_an_editor_cannot(client, draft, author):
    version = _fresh(draft).get_latest_revision_as_object()
    version.go_live_at = timezone.now() + timezone.timedelta(days=3)
    version.save_revision(user=author)
    publish_by_review(draft, author=author)
    planned = _fresh(draft).scheduled_revision
    address = reverse("wagtailadmin_pages:revisions_unschedule", args=[draft.pk, planned.pk])
    client.force_login(make_user("Editors"))
    client.post(address)
    assert _fresh(draft).scheduled_revision
    client.force_login(make_user("Publishers"))
    client.post(address)
    assert not _fresh(draft).scheduled_revision


# --- Whose turn it is -------------------------------------------------------------------------------------------------


def test_only_those_who_may_decide_get_e_mail_and_in_their_language(sent, draft, author):
    reviewer, english, outsider = (make_user("Editors", f"{name}@example.org") for name in ("en", "to", "tre"))
    UserProfile.objects.create(user=english, preferred_language="en")
    outsider.is_active = False
    outsider.save()
    make_user("administrator"), make_user("Publishers")
    messages = sent(submit, draft, author)
    assert set(messages) == {reviewer.email, english.email}
    assert messages[reviewer.email].subject == "Din tur til å gå gjennom: Systua"
    assert messages[english.email].subject == "Your turn to review: Systua"
    assert reverse("wagtailadmin_pages:edit", args=[draft.pk]) in messages[reviewer.email].body


def test_the_next_step_tells_its_group_and_the_last_tells_nobody(sent, draft, author):
    publisher = make_user("Publishers")
    sent(submit, draft, author)
    assert set(sent(decide, draft, make_user("Editors"))) == {publisher.email}
    assert sent(decide, draft, publisher) == {}


def test_who_sent_it_is_told_what_must_be_changed(sent, draft, author):
    submit(draft, author)
    messages = sent(decide, draft, make_user("Editors"), "reject", comment="Hvem er «de»?")
    assert set(messages) == {author.email}
    assert "Hvem er «de»?" in messages[author.email].body


def test_administrators_are_asked_where_nobody_else_may_decide(sent, draft, author):
    administrator = make_user("administrator")
    assert set(sent(submit, draft, author)) == {administrator.email}


def test_a_mail_server_that_fails_stops_no_review(sent, draft, author, settings, caplog):
    make_user("Editors")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    sent(submit, draft, author)
    assert current(draft).status == "in_progress"
    assert "could not be sent" in caplog.text


# --- Who has it -------------------------------------------------------------------------------------------------------


def test_who_takes_a_review_is_the_one_who_decides(client, draft, author):
    submit(draft, author)
    one, other = make_user("Editors"), make_user("Editors")
    client.force_login(one)
    _post(client, "review_take", current(draft).pk)
    state = current(draft)
    assert state.assigned_to == one
    assert not state.task.specific.get_actions(_fresh(draft), other)
    assert state.task.specific.get_actions(_fresh(draft), one)


def test_a_review_is_taken_over_and_who_had_it_is_told(client, sent, draft, author):
    submit(draft, author)
    one, other = make_user("Editors"), make_user("Editors")
    state = current(draft)
    client.force_login(one)
    _post(client, "review_take", state.pk)
    client.force_login(other)
    assert set(sent(_post, client, "review_take", state.pk)) == {one.email}
    assert current(draft).assigned_to == other
    entry = PageLogEntry.objects.filter(page_id=draft.pk, action="cases.review.take").latest("timestamp")
    assert str(other) in entry.message


def test_a_review_is_given_to_a_reviewer_but_not_to_the_author(client, sent, draft, author):
    submit(draft, author)
    state, other = current(draft), make_user("Editors")
    client.force_login(make_user("Editors"))
    refused = _post(client, "review_assign", state.pk, reviewer=author.pk)
    assert refused.status_code == 400
    assert current(draft).assigned_to is None
    assert set(sent(_post, client, "review_assign", state.pk, reviewer=other.pk)) == {other.email}
    assert current(draft).assigned_to == other
    _post(client, "review_assign", state.pk, reviewer="")
    assert current(draft).assigned_to is None


def test_a_due_date_is_set_cleared_and_refused_in_words(client, draft, author):
    submit(draft, author)
    state = current(draft)
    client.force_login(make_user("Editors"))
    _post(client, "review_due", state.pk, due_on="2026-12-03")
    assert current(draft).due_on == date(2026, 12, 3)
    assert "3. desember 2026" in client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    refused = _post(client, "review_due", state.pk, due_on="i morgen")
    assert refused.status_code == 400
    assert "dag, måned og år" in refused.content.decode()
    _post(client, "review_due", state.pk, due_on="")
    assert current(draft).due_on is None


@pytest.mark.parametrize("name", ["review_take", "review_assign", "review_due"])
def test_the_author_and_other_steps_reviewers_cannot_touch_who_has_it(client, draft, author, name):
    submit(draft, author)
    state = current(draft)
    for user in (author, make_user("Publishers")):
        client.force_login(user)
        _post(client, name, state.pk, reviewer="", due_on="2026-12-03")
        assert not PageLogEntry.objects.filter(page_id=draft.pk, action__startswith="cases.review.").exists()
    assert client.get(reverse(name, args=[state.pk])).status_code == 405
    assert _post(client, name, 987654321).status_code == 404


def test_who_takes_it_back_ends_the_review(client, draft, author):
    submit(draft, author)
    client.force_login(author)
    client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]), _edit_form(draft, **{"action-cancel-workflow": "1"})
    )
    assert _fresh(draft).current_workflow_state is None
    assert ReviewTaskState.objects.get().status == "cancelled"


def test_the_number_of_queries_for_what_waits_does_not_grow(author):
    index = CaseIndexPage.objects.get(locale__language_code="nb")
    reviewer = make_user("Editors")
    counts = []
    for _round in range(2):
        for _number in range(3):
            index.refresh_from_db()
            page = make_case(live=False, index=index)
            page.save_revision(user=author)
            submit(page, author)
        with CaptureQueriesContext(connection) as queries:
            states = list(TaskState.objects.reviewable_by(type(reviewer).objects.get(pk=reviewer.pk)))
        counts.append((len(states), len(queries)))
    assert [count for count, _queries in counts] == [3, 6]
    assert counts[0][1] == counts[1][1]

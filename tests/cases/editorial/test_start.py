"""The editors' start page: what waits for whom, and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cases.editorial.start import start_for
from cases.editorial.unpublishing import unpublish_page
from cases.models import CasePage
from tests.factories import make_case, make_user
from tests.factories.review import current, decide, publish_by_review, submit

pytestmark = pytest.mark.django_db


def _draft(owner, title="Systua"):
    case = make_case(live=False, title=title, owner=owner)
    page = CasePage.objects.get(pk=case.pk)
    page.save_revision(user=owner)
    return page


def _titles(items):
    return [item.title for item in items]


@pytest.fixture
def author():
    return make_user("Editors")


def test_a_draft_stands_with_its_writer_until_it_is_sent(author):
    case = _draft(author)
    assert _titles(start_for(author).drafts) == ["Systua"]
    submit(case, author)
    start = start_for(author)
    assert (_titles(start.drafts), _titles(start.in_review)) == ([], ["Systua"])


def test_a_sent_case_waits_for_other_editors_then_for_publishers_and_never_for_its_writer(author):
    editor, publisher, administrator = (make_user(role) for role in ("Editors", "Publishers", "administrator"))
    case = _draft(author)
    submit(case, author)
    waiting = {user: _titles(start_for(user).waiting) for user in (author, editor, publisher, administrator)}
    assert waiting == {author: [], editor: ["Systua"], publisher: [], administrator: ["Systua"]}
    decide(case, editor)
    waiting = {user: _titles(start_for(user).waiting) for user in (author, editor, publisher)}
    assert waiting == {author: [], editor: [], publisher: ["Systua"]}


def test_whoever_wrote_in_it_is_not_asked_to_review_it(author):
    helper = make_user("Editors")
    case = _draft(author)
    case.summary = "Hjelperens setning."
    case.save_revision(user=helper)
    submit(case, author)
    assert start_for(helper).waiting == []


def test_a_case_given_to_one_reviewer_waits_for_her_alone_with_its_due_date_in_words(author, client):
    mine, other = make_user("Editors"), make_user("Editors")
    case = _draft(author)
    submit(case, author)
    state = current(case).specific
    state.assigned_to, state.due_on = mine, timezone.localdate() - timedelta(days=2)
    state.save()
    assert start_for(other).waiting == []
    (item,) = start_for(mine).waiting
    assert (item.is_given_to_me, item.is_late) == (True, True)
    client.force_login(mine)
    page = client.get("/admin/").content.decode()
    assert "Fristen gikk ut" in page
    assert f"/admin/pages/{case.pk}/edit/" in page


def test_what_is_returned_stands_with_the_reason(author):
    case = _draft(author)
    submit(case, author)
    reviewer = make_user("Editors")
    decide(case, reviewer, "reject", comment="Kilden mangler.")
    (item,) = start_for(author).returned
    assert (item.title, item.reason, item.who) == ("Systua", "Kilden mangler.", reviewer.get_full_name())
    assert start_for(author).in_review == []


def test_plans_and_news_are_told(author, client):
    case = _draft(author, "Planlagt case")
    case.go_live_at = timezone.now() + timedelta(days=3)
    case.save_revision(user=author)
    publish_by_review(case, author=author)
    make_case(title="Snart slutt", expire_at=timezone.now() + timedelta(days=1))
    gone = make_case(title="Borte")
    unpublish_page(page=gone, user=make_user("Publishers"), reason="Utdatert.")
    start = start_for(author)
    assert (_titles(start.scheduled), _titles(start.expiring)) == (["Planlagt case"], ["Snart slutt"])
    assert start.drafts == []
    assert (start.news[0].title, start.news[0].reason) == ("Borte", "Utdatert.")


def test_an_empty_start_page_teaches_and_a_visitor_sees_none(author, client):
    assert client.get("/admin/").status_code == 302
    client.force_login(author)
    page = client.get("/admin/").content.decode()
    for text in ("Skriv en ny case", "Slik gjør du", "Ingenting venter på deg"):
        assert text in page
    assert '<details class="start__how" open>' in page


def test_a_deleted_case_breaks_nothing(author):
    case = _draft(author)
    submit(case, author)
    Page.objects.get(pk=case.pk).delete(user=author)
    assert start_for(make_user("Editors")).waiting == []


def test_the_number_of_queries_does_not_grow_with_the_work(author, client):
    reviewer = make_user("Editors")
    client.force_login(reviewer)

    def more(count):
        for _number in range(count):
            submit(_draft(author), author)
            _draft(reviewer)
            returned = _draft(reviewer)
            submit(returned, reviewer)
            decide(returned, make_user("Editors"), "reject", comment="Mer.")
            publish_by_review(_draft(author), author=author)

    def asked():
        client.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        return len(queries)

    more(1)
    few = asked()
    more(3)
    assert asked() == few
    assert few < 50

"""Taking a page off the site: by whom, with a reason, and what stays."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from cases.models import CaseIndexPage, CasePage
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db
REASON = "Prosjektet er slutt, og teksten er utdatert."


def _url(case):
    return reverse("wagtailadmin_pages:unpublish", args=[case.pk])


def _is_live(case):
    return CasePage.objects.get(pk=case.pk).live


@pytest.fixture
def publisher(client):
    user = make_user("Publishers")
    client.force_login(user)
    return user


def test_without_a_reason_nothing_is_taken_off(client, publisher):
    case = make_case()
    for reason in ("", "   ", "x" * 501):
        answer = client.post(_url(case), {"reason": reason})
        assert answer.status_code == 200
        assert "reason" in answer.context["reason_form"].errors
    assert _is_live(case)


def test_the_reason_stands_in_the_history_and_nowhere_on_the_site(client, publisher):
    case = make_case(slug="systua")
    assert client.post(_url(case), {"reason": REASON}).status_code == 302
    assert not _is_live(case)
    entry = PageLogEntry.objects.get(page=case, action="wagtail.unpublish")
    assert (entry.user, entry.data["reason"]) == (publisher, REASON)
    history = client.get(reverse("wagtailadmin_pages:history", args=[case.pk])).content.decode()
    assert REASON in history
    assert client.get("/caser/systua/").status_code == 404


def test_other_languages_are_named_and_stay(client, publisher):
    case = make_case()
    other = make_case("nn", title="Systova", translation_key=case.translation_key)
    assert "Systova" in client.get(_url(case)).content.decode()
    client.post(_url(case), {"reason": REASON})
    assert (_is_live(case), _is_live(other)) == (False, True)


def test_an_editor_takes_nothing_off_by_page_or_in_bulk(client):
    case = make_case()
    client.force_login(make_user("Editors"))
    client.post(_url(case), {"reason": REASON})
    client.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={case.pk}", {"reason": REASON})
    assert _is_live(case)


def test_several_pages_are_taken_off_for_one_reason(client, publisher):
    cases = [make_case(), make_case()]
    address = "/admin/bulk/wagtailcore/page/unpublish/?" + "&".join(f"id={case.pk}" for case in cases)
    assert "reason" in client.post(address, {}).context["form"].errors
    assert client.post(address, {"reason": REASON}).status_code == 302
    assert [_is_live(case) for case in cases] == [False, False]
    reasons = PageLogEntry.objects.filter(action="wagtail.unpublish").values_list("data__reason", flat=True)
    assert list(reasons) == [REASON, REASON]


def test_what_is_below_goes_along_when_asked_for_with_the_same_reason(client, publisher):
    case = make_case()
    index = CaseIndexPage.objects.get(locale__language_code="nb")
    client.post(_url(index), {"reason": REASON, "include_descendants": "on"})
    assert not _is_live(case)
    assert PageLogEntry.objects.get(page=case, action="wagtail.unpublish").data["reason"] == REASON


def test_nobody_publishes_in_bulk(client):
    case = make_case(live=False)
    client.force_login(make_user("administrator"))
    assert client.post(f"/admin/bulk/wagtailcore/page/publish/?id={case.pk}", {}).status_code == 404
    assert not _is_live(case)

"""Planned publications and expiries."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from cases.models import CasePage
from tests.factories import make_case, make_user
from tests.factories.review import publish_by_review

pytestmark = pytest.mark.django_db


def _run() -> str:
    out = io.StringIO()
    call_command("run_due", stdout=out)
    return out.getvalue()


def _planned(**fields) -> CasePage:
    """Return an approved draft that goes live tomorrow."""
    case = make_case(live=False, owner=make_user("Editors"), **fields)
    page = case.specific_class.objects.get(pk=case.pk)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision(user=case.owner)
    return publish_by_review(page, author=case.owner)


def _its_moment_comes(case: CasePage) -> None:
    past = timezone.now() - timedelta(minutes=1)
    revision = Revision.objects.get(object_id=str(case.pk), approved_go_live_at__isnull=False)
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()


def test_what_is_approved_for_later_waits_and_is_published_once():
    case = _planned(title="Systua")
    assert _run() == "Nothing was due.\n"
    assert not CasePage.objects.get(pk=case.pk).live
    _its_moment_comes(case)
    assert "Published: Systua" in _run()
    assert CasePage.objects.get(pk=case.pk).live
    assert _run() == "Nothing was due.\n"
    assert PageLogEntry.objects.filter(page=case, action="wagtail.publish.scheduled").count() == 1


def test_what_has_expired_is_taken_off_once_and_the_log_says_so(client):
    case = make_case(title="Systua", expire_at=timezone.now() - timedelta(minutes=1))
    assert "Expired: Systua" in _run()
    assert _run() == "Nothing was due.\n"
    page = CasePage.objects.get(pk=case.pk)
    assert (page.live, page.expired) == (False, True)
    client.force_login(make_user("Editors"))
    history = client.get(reverse("wagtailadmin_pages:history", args=[case.pk])).content.decode()
    assert "Utløpt: tatt av nettstedet på planlagt tidspunkt" in history


def test_a_page_that_fails_stops_no_other(monkeypatch):
    broken, sound = (make_case(title=t, expire_at=timezone.now() - timedelta(minutes=1)) for t in ("Brutt", "Hel"))
    unpublish = CasePage.unpublish

    def failing(self, *args, **kwargs):
        unpublish(self, *args, **kwargs)
        if self.pk == broken.pk:
            raise RuntimeError("the index is away")

    monkeypatch.setattr(CasePage, "unpublish", failing)
    with pytest.raises(CommandError, match="the index is away"):
        _run()
    assert CasePage.objects.get(pk=broken.pk).live
    assert not CasePage.objects.get(pk=sound.pk).live
    monkeypatch.undo()
    assert "Expired: Brutt" in _run()


def test_an_expiry_that_came_before_the_publication_leaves_nothing_live():
    case = _planned()
    _its_moment_comes(case)
    revision = Revision.objects.get(object_id=str(case.pk), approved_go_live_at__isnull=False)
    revision.content["expire_at"] = (timezone.now() - timedelta(seconds=5)).isoformat()
    revision.save()
    _run()
    assert not CasePage.objects.get(pk=case.pk).live


def test_a_publisher_calls_a_publication_off_and_an_editor_cannot(client):
    case = _planned()
    revision = Revision.objects.get(object_id=str(case.pk), approved_go_live_at__isnull=False)
    address = reverse("wagtailadmin_pages:revisions_unschedule", args=[case.pk, revision.pk])
    client.force_login(make_user("Editors"))
    client.post(address)
    assert Revision.objects.get(pk=revision.pk).approved_go_live_at is not None
    client.force_login(make_user("Publishers"))
    client.post(address)
    assert Revision.objects.get(pk=revision.pk).approved_go_live_at is None
    assert PageLogEntry.objects.filter(page=case, action="wagtail.schedule.cancel").exists()

"""Going live and expiring at a planned moment. Each page in a transaction of its own: one that fails stops no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from cases.editorial.log_words import EXPIRED, PUBLISHED_AS_PLANNED
from portal.recurring import Outcome

_log = structlog.get_logger(__name__)


def run_schedules() -> Iterator[Outcome]:
    """Publish what was approved for a moment that has come, then take off what has expired."""
    now = timezone.now()
    due = Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    for pk in list(due.values_list("pk", flat=True)):
        yield from _carefully(publish_planned, pk, now)
    expired = Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")
    for pk in list(expired.values_list("pk", flat=True)):
        yield from _carefully(expire_page, pk, now)


def _carefully(act: Callable[[int, datetime], str], pk: int, now: datetime) -> Iterator[Outcome]:
    try:
        done = act(pk, now)
    except Exception as error:
        _log.exception("a planned publication or expiry failed", action=act.__name__, pk=pk)
        yield Outcome(f"{act.__name__} {pk}: {error}", failed=True)
    else:
        if done:
            yield Outcome(done)


@transaction.atomic
def publish_planned(revision_id: int, now: datetime) -> str:
    """Publish a version whose moment has come; return what was done, nothing where somebody was quicker."""
    found = Revision.page_revisions.filter(pk=revision_id).values_list("object_id", flat=True).first()
    # The page's row is what everybody locks who publishes or saves it.
    if found is None or not Page.objects.select_for_update(of=("self",)).filter(pk=found).exists():
        return ""
    revision = Revision.page_revisions.filter(pk=revision_id, approved_go_live_at__lte=now).first()
    if revision is None:
        return ""
    revision.publish(log_action=PUBLISHED_AS_PLANNED)
    return f"Published: {revision.object_str} ({revision.object_id})"


@transaction.atomic
def expire_page(page_id: int, now: datetime) -> str:
    """Take a page off the site whose time is over; return what was done, nothing where somebody was quicker."""
    page = Page.objects.select_for_update(of=("self",)).filter(pk=page_id, live=True, expire_at__lte=now).first()
    if page is None:
        return ""
    page.specific.unpublish(set_expired=True, log_action=EXPIRED)
    return f"Expired: {page.title} ({page.pk})"

"""Telling followers what is new, as a job of `run_due`.

Each follower is told in a transaction of its own that holds the row: who stops meanwhile waits until the e-mail is out,
and another run passes the row over. That she has been told is written first, then the e-mail is handed over, then the
transaction ends. A run that is killed in between has told one follower who is told again, by an e-mail of the same
name, which mail servers know; the other order would lose that e-mail, and nobody would ever miss it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any

import structlog
from django.core.mail import get_connection
from django.db import Error, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cases.following.letters import news_letter
from cases.following.searches import news_of
from cases.models.following import Follow, Frequency
from cases.search.memory import library
from portal.recurring import Outcome

_log = structlog.get_logger(__name__)
# What is being published just now bears a moment before that at which others see it.
_LAG = timedelta(minutes=10)
# A single run keeps planned publications waiting no longer than this many e-mails take; the rest comes a minute later.
MOST_SENT, MOST_LOOKED_AT = 100, 1000
_AGAIN_AFTER = timedelta(hours=6)
# An address to which nothing could be sent for so long, beyond the time it waits for news, is nobody's any more.
_GIVEN_UP_AFTER = timedelta(days=60)
# Trouble with one address or one e-mail, not with the server that takes them.
_OF_ONE = (SMTPRecipientsRefused, SMTPDataError)


def due(now: datetime) -> QuerySet[Follow]:
    """Return the confirmed ones whose time has come, those who have waited longest first."""
    time_is_up = Q()
    for frequency in Frequency:
        time_is_up |= Q(frequency=frequency, told_until__lte=now - _LAG - frequency.period)
    may_be_tried = Q(not_before=None) | Q(not_before__lte=now)
    return Follow.objects.filter(time_is_up, may_be_tried, confirmed_at__isnull=False).order_by("told_until", "pk")


def send_digests() -> Iterator[Outcome]:
    """Tell those whose time has come of new cases; where there are none, nothing is sent until the next time."""
    now, sent = timezone.now(), 0
    waiting = list(due(now).values_list("pk", flat=True)[:MOST_LOOKED_AT])
    if waiting:
        # Read before any row is held: what a transaction reads that holds something is kept for itself alone.
        library()
    post = get_connection()
    try:
        for pk in waiting:
            try:
                sent += _tell(pk, now, post)
            except Exception as error:
                _log.exception("a follower could not be told", follow=pk)
                yield Outcome(f"follower {pk}: {type(error).__name__}", failed=True)
                if _is_of_all(error):
                    break
                _put_off(pk, now, is_refused=isinstance(error, _OF_ONE))
            if sent >= MOST_SENT:
                break
    finally:
        post.close()
    if sent:
        yield Outcome(f"{sent} followers told of new cases")


def _put_off(pk: int, now: datetime, *, is_refused: bool) -> None:
    """Try again later; or forget an address that mail servers have refused for weeks."""
    follow = Follow.objects.filter(pk=pk).first()
    if follow is None:
        return
    given_up = now - Frequency(follow.frequency).period - _GIVEN_UP_AFTER
    if is_refused and follow.told_until and follow.told_until < given_up:
        follow.delete()
    else:
        Follow.objects.filter(pk=pk).update(not_before=now + _AGAIN_AFTER)


def _is_of_all(error: Exception) -> bool:
    """Say whether all others would meet an error too: they stay due."""
    return isinstance(error, OSError | SMTPException | Error) and not isinstance(error, _OF_ONE)


@transaction.atomic
def _tell(pk: int, now: datetime, post: Any) -> bool:
    """Tell one follower, if it is still time to; return whether an e-mail was sent."""
    follow = due(now).select_for_update(skip_locked=True).filter(pk=pk).first()
    if follow is None:
        return False
    until = now - _LAG
    news = news_of(follow, until)
    letter = news_letter(follow, news) if news.count else None
    follow.told_until, follow.not_before = until, None
    follow.save(update_fields=["told_until", "not_before"])
    if letter is None:
        return False
    post.open()
    post.send_messages([letter])
    return True

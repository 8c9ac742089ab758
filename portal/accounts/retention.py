"""What is thrown away when nobody needs it any more, by `run_due`: sessions, results of tasks, unused accounts."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.accounts.languages import language_of
from portal.accounts.leaving import HinderedError, delete_account
from portal.accounts.models import Session, User
from portal.recurring import Outcome

# An account that nobody has used for so long is deleted, so long after its owner was told.
UNUSED_FOR, TOLD_BEFORE = timedelta(days=365), timedelta(days=30)
# One that somebody was about to open, and never did.
NEVER_OPENED_FOR = timedelta(days=30)
RESULTS_KEPT = timedelta(days=14)
_AT_ONCE, _LETTERS_AT_ONCE = 1000, 50
# What keeps an account although nobody uses it, asked of apps: a condition on users.
Tie = Callable[[], Exists]
_ties: dict[str, Tie] = {}


def register_tie(name: str, tie: Tie) -> None:
    """Have accounts kept that have something; called when the app is ready."""
    _ties[name] = tie


def throw_away_sessions() -> Iterator[Outcome]:
    """Delete sessions that have ended, and those of closed accounts: opening one again brings no browser back in."""
    ended = Q(expire_date__lt=timezone.now()) | Q(user__is_active=False)
    yield from _delete(Session.objects.filter(ended), "ended sessions")


def throw_away_results() -> Iterator[Outcome]:
    """Delete what tasks have come to, a fortnight later."""
    done = DBTaskResult.objects.filter(status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED])
    yield from _delete(done.filter(finished_at__lt=timezone.now() - RESULTS_KEPT), "results of tasks")


def _delete(rows: QuerySet[Session] | QuerySet[DBTaskResult], what: str) -> Iterator[Outcome]:
    old = list(rows.order_by().values_list("pk", flat=True)[:_AT_ONCE])
    count, _by_model = rows.model._default_manager.filter(pk__in=old).delete()
    if count:
        yield Outcome(f"{count} {what} deleted")


def end_unused_accounts() -> Iterator[Outcome]:
    """Tell those who have not been here for eleven months; delete the accounts of those who were told and stay away."""
    now = timezone.now()
    yield from _end(_unused(now).filter(last_login=None, date_joined__lt=now - NEVER_OPENED_FOR), "never opened")
    told = _unused(now).filter(last_login__lt=now - UNUSED_FOR, told_of_end_at__lt=now - TOLD_BEFORE)
    yield from _end(told.filter(told_of_end_at__gt=F("last_login")), "unused")
    yield from _tell(now)


def _unused(now: datetime) -> QuerySet[User]:
    """Return the accounts without a right, a tie, or a session that somebody may still use."""
    users = User.objects.filter(is_active=True, deleted_at=None, is_staff=False, is_superuser=False)
    in_use = Exists(Session.objects.filter(user=OuterRef("pk"), expire_date__gt=now))
    ties = [in_use, *(tie() for tie in _ties.values())]
    return users.filter(*(~tie for tie in ties), groups=None, user_permissions=None).order_by("pk")


def _end(users: QuerySet[User], which: str) -> Iterator[Outcome]:
    ended = 0
    for user in users[:_LETTERS_AT_ONCE]:
        try:
            delete_account(user=user, by_others=True)
            ended += 1
        except HinderedError:
            yield Outcome(f"account {user.pk} could not be deleted", failed=True)
    if ended:
        yield Outcome(f"{ended} {which} accounts deleted")


def _tell(now: datetime) -> Iterator[Outcome]:
    waiting = _unused(now).filter(last_login__lt=now - UNUSED_FOR + TOLD_BEFORE)
    untold = waiting.filter(Q(told_of_end_at=None) | Q(told_of_end_at__lte=F("last_login")))
    told = 0
    for user in untold[:_LETTERS_AT_ONCE]:
        try:
            _tell_one(user, now)
            told += 1
        except smtplib.SMTPRecipientsRefused:
            # Nobody reads there any more; the time runs all the same.
            User.objects.filter(pk=user.pk).update(told_of_end_at=now)
        except (OSError, smtplib.SMTPException) as error:
            yield Outcome(f"owners of unused accounts: {type(error).__name__}", failed=True)
            break
    if told:
        yield Outcome(f"{told} owners of unused accounts told")


@transaction.atomic
def _tell_one(user: User, now: datetime) -> None:
    """Note that somebody is told, then send: another run, or one that is killed, sends at most once more."""
    User.objects.filter(pk=user.pk).update(told_of_end_at=now)
    with translation.override(language_of(user)):
        day = date_format(timezone.localtime(now + TOLD_BEFORE), "DATE_FORMAT")
        text = _(
            "You have not used your account in Samskapingsportalen for almost a year, and you are in no team. "
            "Therefore we delete it after %(day)s, with your name and this address.\n\n"
            "Would you like to keep it? Sign in before that:\n%(address)s\n\n"
            "Otherwise you need do nothing. Everybody can read the portal without an account."
        ) % {"day": day, "address": f"{settings.SITE_URL}{reverse(settings.LOGIN_URL)}"}
        subject = _("Your account in Samskapingsportalen will be deleted")
    EmailMessage(subject, f"{text}\n", to=[user.email], headers={"Auto-Submitted": "auto-generated"}).send()

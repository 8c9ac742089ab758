"""In which browsers somebody is signed in, and how they end it there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from portal.accounts.devices import device_in_words
from portal.accounts.models import Session, User

# Nobody has more browsers than this; who signs in again and again by a program sees the newest.
MOST = 50


@dataclass(frozen=True)
class SessionLine:
    """A session as its owner sees it. `name` tells it from the others and opens nothing."""

    name: str
    device: str
    seen_on: date | None
    is_this: bool


def sessions_of(user: User, current: SessionBase) -> list[SessionLine]:
    """Return the sessions in which a user is signed in now: this one first, then those used last."""
    lines = [
        SessionLine(_name(row), device_in_words(row.device), row.seen_on, row.session_key == current.session_key)
        for row in _valid(user)
    ]
    return sorted(lines, key=lambda line: not line.is_this)


def _valid(user: User) -> list[Session]:
    """Return the rows that still sign the user in; a new password has ended others, though they lie there yet."""
    rows = user.sessions.filter(expire_date__gt=timezone.now()).order_by("-seen_on", "-expire_date")[:MOST]
    wanted = user.get_session_auth_hash()
    return [row for row in rows if constant_time_compare(row.get_decoded().get(HASH_SESSION_KEY, ""), wanted)]


def _name(row: Session) -> str:
    return salted_hmac("portal.accounts.sessions", row.session_key).hexdigest()[:20]


def end_session(*, user: User, name: str) -> bool:
    """End one of a user's own sessions; returns False where there is none of this name."""
    keys = [row.session_key for row in user.sessions.all() if _name(row) == name]
    return bool(Session.objects.filter(session_key__in=keys, user=user).delete()[0])

"""Where sessions are kept: Django's own, with whose they are beside them, so that their owner can see and end them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.deprecation import MiddlewareMixin

from portal.accounts.devices import device_of
from portal.accounts.models import Session, User

_DEVICE, _SEEN_ON = "device", "seen_on"


class SessionStore(DatabaseStore):
    """Keeps user, device and day in columns of their own."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our model."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row for what a session holds."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101 - the model of this store
        row.user_id = User._meta.pk.to_python(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device, row.seen_on = data.get(_DEVICE, ""), parse_date(data.get(_SEEN_ON, ""))
        return row


class SeenToday(MiddlewareMixin):
    """Notes on which day somebody who is signed in was here last; the first page of each day alone writes."""

    def process_request(self, request: HttpRequest) -> None:
        """Note it. Who has no session is not asked for one, so that their pages stay the same for all."""
        store = request.session
        if store.session_key and SESSION_KEY in store and store.get(_SEEN_ON) != _today():
            note_device(request)


def note_device(request: HttpRequest) -> None:
    """Note in the session which device it is on, and that it was used today."""
    request.session[_DEVICE] = device_of(request.META.get("HTTP_USER_AGENT", ""))
    request.session[_SEEN_ON] = _today()


def connect() -> None:
    """Note the device of whoever signs in; called when the app is ready."""

    def on_sign_in(request: HttpRequest | None = None, **_kwargs: Any) -> None:
        if request is not None:
            note_device(request)

    user_logged_in.connect(on_sign_in, weak=False, dispatch_uid="note the device")


def _today() -> str:
    return timezone.localdate().isoformat()

"""Asks for an address in a role, and says in a word how it was answered."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import ERROR, get_messages
from django.db import transaction
from django.test import Client

ROLES = ("visitor", "editor", "publisher", "administrator")
_BY_STATUS = {400: "bad", 403: "refused", 404: "missing", 405: "not-allowed"}
_SIGN_IN = ("/logg-inn/", "/nn/logg-inn/", "/en/sign-in/", "/admin/login/")
_ADMIN_START, _OWN_PAGE = "/admin/", "/min-side/"


def outcome(client: Client, method: str, path: str) -> str:
    """Return how a request without data is answered; nothing that it does is kept.

    ok: carried out, or a form shown (again), or sent on as part of the work. sign-in: sent to the sign-in page.
    refused: 403, or sent to the admin's start with a word about missing permission, or from there to one's own page.
    missing: 404. not-allowed: 405. bad: 400. Anything else is told by its number.
    """
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.generic(method, path)
        transaction.set_rollback(True)
    client.cookies = cookies
    return _word(answer)


def _word(answer: Any) -> str:
    if answer.status_code in (301, 302, 303, 307, 308):
        return _word_for_redirect(answer)
    if 200 <= answer.status_code < 300:
        return "ok"
    return _BY_STATUS.get(answer.status_code, str(answer.status_code))


def _word_for_redirect(answer: Any) -> str:
    if answer.url.startswith(_SIGN_IN):
        return "sign-in"
    if answer.url == _OWN_PAGE and answer.wsgi_request.path.startswith(_ADMIN_START):
        return "refused"
    if answer.url == _ADMIN_START and any(message.level >= ERROR for message in get_messages(answer.wsgi_request)):
        return "refused"
    return "ok"

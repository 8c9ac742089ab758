"""The links of e-mails. Each carries a signature that nobody can guess, and that only does what it was made for."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from cases.models import CaseIndexPage
from cases.models.following import Follow

CONFIRMABLE = timedelta(days=3)
_CONFIRM = signing.TimestampSigner(salt="cases.following.confirm", sep=".")
_OWN = signing.Signer(salt="cases.following.own", sep=".")


class OutOfDateError(Exception):
    """The link to confirm is too old; `address` is that of what it was to confirm."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def confirm_link(follow: Follow) -> str:
    """Return the address that confirms, for three days."""
    return _link(follow, "confirm_follow", _CONFIRM.sign(follow.address))


def change_link(follow: Follow) -> str:
    """Return the address where its owner changes it."""
    return _link(follow, "change_follow", own_token(follow))


def stop_link(follow: Follow) -> str:
    """Return the address that stops it."""
    return _link(follow, "stop_follow", own_token(follow))


def own_token(follow: Follow) -> str:
    """Return what stands in the addresses of its owner."""
    return _OWN.sign(follow.address)


def address_to_confirm(token: str) -> str | None:
    """Return what a link is to confirm, None for one that is not ours; OutOfDateError when it is too old."""
    try:
        return _CONFIRM.unsign(token, max_age=CONFIRMABLE)
    except signing.SignatureExpired as error:
        raise OutOfDateError(_CONFIRM.unsign(token)) from error
    except signing.BadSignature:
        return None


def own_address(token: str) -> str | None:
    """Return what a link of its owner is about, None for one that is not ours."""
    try:
        return _OWN.unsign(token)
    except signing.BadSignature:
        return None


def search_link(follow: Follow, sort: str = "") -> str:
    """Return the whole address of the search."""
    index = CaseIndexPage.objects.live().filter(locale__language_code=follow.language).first()
    asked = "&".join(part for part in (follow.parameters, f"sort={sort}" if sort else "") if part)
    return (page_link(index) if index else f"{settings.SITE_URL}/") + (f"?{asked}" if asked else "")


def page_link(page: Page) -> str:
    """Return the whole address of a page."""
    parts = page.get_url_parts()
    return f"{settings.SITE_URL}{parts[2] if parts and parts[2] else '/'}"


def _link(follow: Follow, view: str, token: str) -> str:
    with translation.override(follow.language):
        return f"{settings.SITE_URL}{reverse(view, args=[token])}"

"""The language in which the portal writes to somebody; for those who may open the admin it is that of the admin too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from wagtail.users.models import UserProfile

from portal.accounts.models import User
from portal.accounts.roles import may_open_admin


def languages_for(user: User) -> Sequence[tuple[str, Any]]:
    """Return the languages that somebody may choose."""
    return settings.WAGTAILADMIN_PERMITTED_LANGUAGES if may_open_admin(user) else settings.LANGUAGES


def language_of(user: User) -> str:
    """Return the language that somebody has chosen, else the portal's own."""
    chosen = UserProfile.objects.filter(user=user).values_list("preferred_language", flat=True).first()
    return chosen or settings.LANGUAGE_CODE

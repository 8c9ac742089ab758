"""Searches that somebody follows."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.models import Follow


def make_follow(email: str = "kari@example.org", *, days: float = 8, confirmed: bool = True, **fields: Any) -> Follow:
    """Return a followed search of which everything older than so many days has been told."""
    then = timezone.now() - timedelta(days=days)
    told = {"confirmed_at": then, "told_until": then} if confirmed else {}
    return Follow.objects.create(
        **{
            "address": secrets.token_urlsafe(16),
            "email": email,
            "language": "nb",
            "parameters": "",
            "asked_at": then,
            **told,
            **fields,
        }
    )

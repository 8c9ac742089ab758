"""Which e-mail address of an account is known to be its owner's."""

from __future__ import annotations

from typing import Any


def confirmed_address(user: Any) -> str:
    """Return the address that the account signs in with, in small letters; an empty text for a visitor."""
    return user.email.lower() if user.is_authenticated and user.is_active else ""

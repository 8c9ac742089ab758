"""Who may get an account: those whom some part of the portal has invited. Nobody else signs up."""

from __future__ import annotations

from collections.abc import Callable

_invitations: list[Callable[[str], bool]] = []


def invites(asks: Callable[[str], bool]) -> Callable[[str], bool]:
    """Register who is invited: a function that says whether an e-mail address is, asked with the address in lower case.

    Called from an app's `ready()`. Nothing is told of the answer to whoever typed the address.
    """
    _invitations.append(asks)
    return asks


def is_invited(email: str) -> bool:
    """Say whether somebody with this address may get an account."""
    return any(asks(email.lower()) for asks in _invitations)

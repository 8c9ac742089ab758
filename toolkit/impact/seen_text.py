"""Whether a text says anything to a reader. Pure."""

from __future__ import annotations


def says_anything(text: str) -> bool:
    """Say whether there is a sign to see in a text: spaces, controls and marks of direction are none."""
    return any(sign.isprintable() and not sign.isspace() for sign in text)

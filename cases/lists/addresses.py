"""The two secrets in addresses of shared lists, as patterns of addresses."""

from __future__ import annotations


class Letters:
    """Letters of a random text as `secrets.token_urlsafe` writes it."""

    regex = ""

    def to_python(self, value: str) -> str:
        """Return the text as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return the text as it is."""
        return value


class ListAddress(Letters):
    """128 bits: where a list is read."""

    regex = "[A-Za-z0-9_-]{22}"


class ListSecret(Letters):
    """256 bits: who may change it."""

    regex = "[A-Za-z0-9_-]{43}"

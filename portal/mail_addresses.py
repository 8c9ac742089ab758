"""E-mail addresses as mail servers know them.

Two that are written differently may be one: a domain is read without regard to case and width. And two that the
database takes for one may be two: in capitals `ı` and `i` are the same, to a mail server they make two domains, with
two owners. So whoever sends what only the owner may read compares here, not in the database alone.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.mail.message import sanitize_address
from django.utils.translation import gettext as _

# What the standards of e-mail allow, and a field of the database holds.
_LONGEST = 254


def mailbox(address: str) -> str:
    """Return an address in small letters, its domain in ASCII; ValueError for one to which nothing can be sent."""
    local, _at, domain = address.strip().lower().rpartition("@")
    if not local.isascii():
        raise ValueError("not ASCII")
    plain = f"{local}@{domain.encode('idna').decode()}"
    if len(plain) > _LONGEST:
        raise ValueError("too long")
    sanitize_address(plain, "utf-8")
    return plain


def is_same(one: str, other: str) -> bool:
    """Say whether two addresses are one, but for capital letters."""
    return one.lower() == other.lower()


def has_mailbox(address: str, plain: str) -> bool:
    """Say whether an address is one that `mailbox` has given."""
    try:
        return mailbox(address) == plain
    except ValueError:
        return False


def validate_mailable(address: str) -> None:
    """Refuse an address to which nothing can be sent, though it has the form of one."""
    try:
        mailbox(address)
    except ValueError as error:
        text = _("This is not a whole e-mail address. It should look like name@municipality.no.")
        raise ValidationError(text, code="invalid") from error

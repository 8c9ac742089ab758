"""Names that people write and others read in e-mails that they have not asked for: they must lead nobody anywhere."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Mail programs make a link of any word with a point between letters.
_ADDRESS = re.compile(r"://|@|\bwww\.|\S\.[^\W\d_]{2,}", re.IGNORECASE)


def validate_plain_name(name: str) -> None:
    """Refuse a name with an address on the internet in it."""
    if _ADDRESS.search(name):
        raise ValidationError(_("Write a name without an address on the internet."))

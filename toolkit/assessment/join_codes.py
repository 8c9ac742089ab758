"""The codes by which people join a round: short, read aloud without doubt, and not found by trying. A pure core."""

from __future__ import annotations

import re
import secrets
from typing import Final

from django.urls import reverse

# No vowels, so that no code is a word; no letter or figure that is taken for another. 24 of them: 10 to the 11th codes.
ALPHABET: Final = "23456789CDFGHJKMNPQRTVWX"
LENGTH: Final = 8
# What is not in the alphabet is what it looks like: people read codes from a projector.
_LOOKS_LIKE: Final = str.maketrans({"S": "5", "Z": "2", "B": "8"})
_BETWEEN: Final = re.compile(r"[\s\-–.·_]+")


def make_code() -> str:
    """Return a code by chance."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalised(typed: str) -> str:
    """Return the code that somebody has typed, in groups and small letters or not; empty where it can be none."""
    code = _BETWEEN.sub("", typed).upper().translate(_LOOKS_LIKE)
    return code if len(code) == LENGTH and all(letter in ALPHABET for letter in code) else ""


def grouped(code: str) -> str:
    """Return a code as it is shown: `CDFG 2345`."""
    return f"{code[:4]} {code[4:]}"


def join_path(code: str) -> str:
    """Return the path that leads into a round, short enough to type; without a code, to where codes are written."""
    return reverse("join", args=[code]) if code else reverse("join_code")

"""Norwegian sorting and folding, in code: the embedded database has no ICU collations."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# After z in code-point order, in the order of the Norwegian alphabet.
_LAST_LETTERS = str.maketrans({"æ": "{", "ä": "{", "œ": "|", "ø": "|", "ö": "|", "å": "}", "ü": "y"})
_NO_LETTER_FIRST = re.compile(r"^[^\w]+(?=\w)")
_FOLDS = str.maketrans({"æ": "ae", "ä": "ae", "ø": "o", "ö": "o", "đ": "d", "ŋ": "n", "ŧ": "t"})
# What people type for å and ø on a keyboard without them; any number, so that folding twice changes nothing.
_DOUBLE_A = re.compile("a{2,}")
_O_AND_E = re.compile("oe+")


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """Return a key that sorts by code point as Norwegian does: æ, ø, å last, aa as å, ü as y.

    Quotation marks and the like before the first letter are passed over.
    """
    lowered = _NO_LETTER_FIRST.sub("", unicodedata.normalize("NFC", text).casefold()).replace("aa", "å")
    return _without_accents(lowered.translate(_LAST_LETTERS).translate({ord("đ"): "d", ord("ŋ"): "n"}))


def fold(text: str) -> str:
    """Return a text for comparing names however they are typed: no case, no accents, å as aa or a, ø as o, æ as ae."""
    lowered = unicodedata.normalize("NFKC", text).casefold()
    plain = _without_accents(lowered.translate(_FOLDS)).casefold()
    return " ".join(_O_AND_E.sub("o", _DOUBLE_A.sub("a", plain)).split())

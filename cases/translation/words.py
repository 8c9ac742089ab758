"""Languages as they are called in the middle of a sentence."""

from __future__ import annotations

from typing import Final

from django.utils.translation import pgettext_lazy

# Norwegian writes them with a small letter, and says "the bokmål text" in one word.
IN_A_SENTENCE: Final = {
    "nb": pgettext_lazy("in a sentence", "bokmål"),
    "nn": pgettext_lazy("in a sentence", "nynorsk"),
    "en": pgettext_lazy("in a sentence", "English"),
}


def language_in_words(code: str) -> str:
    """Return the name of a language for the middle of a sentence, in the active language."""
    return str(IN_A_SENTENCE[code])

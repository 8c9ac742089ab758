"""Which language an address is in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

LANGUAGE_PREFIXES = frozenset(code for code, _name in settings.LANGUAGES) - {settings.LANGUAGE_CODE}


class PrefixLocaleMiddleware(LocaleMiddleware):
    """Takes the language from a whole first part of the address.

    Django reads `/en-god-start/` as English of a variety that it does not know, and finds nothing: half of all titles
    in bokmål may begin with “en”.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the address, which is the first language where the address names none."""
        first = request.path_info.lstrip("/").partition("/")[0]
        translation.activate(first if first in LANGUAGE_PREFIXES else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE

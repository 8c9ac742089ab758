"""Which language an address is in, and which one a reader has chosen."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
LANGUAGE_PREFIXES = frozenset(LANGUAGES) - {settings.LANGUAGE_CODE}


def language_of(path: str) -> str:
    """Return the language of an address: its first part, or the first language where that names none."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in LANGUAGE_PREFIXES else settings.LANGUAGE_CODE


def front_page_in(language: str) -> str:
    """Return the address of the front page of a language."""
    with translation.override(language):
        return reverse("wagtail_serve", args=[""])


def leads_to_pages(path: str) -> bool:
    """Say whether an address of the language in use leads to the editors' pages; else the portal has its own there."""
    try:
        return resolve(path).url_name == "wagtail_serve"
    except Resolver404:
        return False


class PrefixLocaleMiddleware(LocaleMiddleware):
    """Takes the language from a whole first part of the address, and from nothing else.

    Django reads `/en-god-start/` as English of a variety that it does not know, and finds nothing: half of all titles
    in bokmål may begin with “en”. And it tells caches that pages depend on the browser's languages, which they do not.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the address."""
        translation.activate(language_of(request.path_info))
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Say which language the answer is in."""
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


class RememberedLanguage:
    """Leads a reader from `/` to the front page of the language that she has chosen, and touches no other address.

    Stands before any cache of whole pages: such a cache keeps the front page in bokmål for all, and never sees who is
    led away from it. Whoever keeps answers outside the portal is told that this one depends on the cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect, or answer as without us."""
        # Wagtail hands an editor's cookies to its previews, and the front page is previewed at its own address.
        if request.path_info != "/" or getattr(request, "is_dummy", False):
            return self.get_response(request)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if request.method in ("GET", "HEAD") and chosen in LANGUAGE_PREFIXES:
            query = request.META.get("QUERY_STRING", "")
            response: HttpResponse = HttpResponseRedirect(front_page_in(chosen) + (f"?{query}" if query else ""))
            response.headers["Cache-Control"] = "private, no-store"
        else:
            response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        return response


@never_cache
@require_safe
def remember_language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember a language, or forget it for the first one, and go on to `neste`, a page of ours in that language."""
    if code not in LANGUAGES:
        raise Http404
    following = request.GET.get("neste", "")
    response = HttpResponseRedirect(following if _may_follow(following, code) else front_page_in(code))
    if code in LANGUAGE_PREFIXES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return response


def choosing(code: str, following: str) -> str:
    """Return the address that remembers a language and goes on to a page."""
    return f"{reverse('remember_language', args=[code])}?{urlencode({'neste': following})}"


def _may_follow(address: str, code: str) -> bool:
    """Say whether an address is below our own host, in the language, and leads on."""
    if not (address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)):
        return False
    return language_of(address) == code and not address.startswith(reverse("remember_language", args=[code]))

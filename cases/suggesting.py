"""The address that the search box asks for suggestions while somebody types."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site

from cases.search.facets import facet as facet_of
from cases.search.memory import library
from cases.search.suggest import CASE, MUNICIPALITY, Suggestion, suggestions
from portal.rate_limits import Limit, use

# A quick typist asks twice a second.
LIMIT = Limit("suggestions", most=600, seconds=300)


@never_cache
@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Return a few suggestions for what was typed so far: text, kind in words, and address."""
    if use(LIMIT, request).is_over:
        return JsonResponse({"suggestions": []}, status=429)
    found = suggestions(library(), request.GET.get("q", ""), get_language() or "nb")
    shown = [{"text": one.text, "kind": _kind(one), "asked": one.asked, "address": _address(one.path)} for one in found]
    return JsonResponse({"suggestions": shown})


def _kind(suggestion: Suggestion) -> str:
    if facet := facet_of(suggestion.facet):
        return str(facet.label)
    return {CASE: _("Case"), MUNICIPALITY: _("Municipality")}.get(suggestion.kind, _("Partner"))


def _address(path: str) -> str:
    """Return the address of a page by its path, in its own language; empty for none."""
    for root in Site.get_site_root_paths() if path else ():
        if path.startswith(root.root_path):
            with translation.override(root.language_code):
                return reverse("wagtail_serve", args=[path.removeprefix(root.root_path)])
    return ""

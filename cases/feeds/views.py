"""The address of a feed: that of a search, with `feed/` in it."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.asked import understood
from cases.chosen import chosen_filters
from cases.feeds.atom import CONTENT_TYPE, MOST_ENTRIES, feed_of
from cases.models import CaseIndexPage, CasePage, Vocabulary
from cases.search.hits import Hits
from cases.search.service import Search
from portal.page_cache.open_data import answer_by_edition


@require_safe
def case_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest cases of the search in the address; what is not understood is left out, as on the page."""
    return answer_by_edition(request, lambda: _made(request))


def _made(request: HttpRequest) -> HttpResponse:
    language = get_language() or "nb"
    filters, _left_out = understood(request.GET)
    parameters = filters.data
    index = CaseIndexPage.objects.live().filter(locale__language_code=language).first()
    if index is None:
        raise Http404
    # Whoever follows a search wants what is new, however it was sorted.
    search = Search(replace(filters.search(language).question, sort="newest"))
    names = [chip.name for chip in chosen_filters(parameters, Vocabulary.for_active_language(), search.library)]
    asked = [f"“{parameters['q']}”"] if parameters.get("q") else []
    query = f"?{parameters.urlencode()}" if parameters else ""
    text = feed_of(
        Hits(search, CasePage.objects.select_related("locale"))[:MOST_ENTRIES],
        request,
        title=f"{_('New cases')}: {', '.join([*asked, *names])}" if asked or names else _("New cases"),
        subtitle="Samskapingsportalen",
        language=language,
        index=f"{index.get_url(request)}{query}",
    )
    answer = HttpResponse(text, content_type=CONTENT_TYPE)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer

"""The addresses of the tools, in each language."""

from __future__ import annotations

from toolkit.assessment import answer_urls, publish_urls, result_urls, round_urls
from toolkit.impact import history_urls as impact_history_urls
from toolkit.impact import measuring_urls, theory_urls, trend_urls
from toolkit.impact import publish_urls as impact_publish_urls
from toolkit.impact import urls as impact_urls
from toolkit.impact.bank import urls as bank_urls

# The same in every language: they stand on posters and in QR codes.
short_urlpatterns = [*answer_urls.short_urlpatterns]

urlpatterns = [
    *round_urls.urlpatterns,
    *result_urls.urlpatterns,
    *answer_urls.urlpatterns,
    *publish_urls.urlpatterns,
    *impact_urls.urlpatterns,
    *impact_publish_urls.urlpatterns,
    *measuring_urls.urlpatterns,
    *trend_urls.urlpatterns,
    *bank_urls.urlpatterns,
    *theory_urls.urlpatterns,
    *impact_history_urls.urlpatterns,
]

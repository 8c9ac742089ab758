"""The addresses of the tools, in each language."""

from __future__ import annotations

from toolkit.assessment import round_urls

urlpatterns = [*round_urls.urlpatterns]

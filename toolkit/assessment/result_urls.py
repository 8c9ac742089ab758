"""The addresses of results, in each language."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from toolkit.assessment.views import results

urlpatterns = [
    path(
        pgettext_lazy("address", "team/<int:team_id>/assessment/over-time/"),
        results.rounds_over_time,
        name="rounds_over_time",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/assessment/<int:round_id>/result/"),
        results.round_result,
        name="round_result",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/assessment/<int:round_id>/result/file/<str:kind>/"),
        results.round_result_file,
        name="round_result_file",
    ),
]

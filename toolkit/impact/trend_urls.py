"""The addresses of an indicator's page, and of the files of a plan, in each language."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from toolkit.impact.views import files, indicators

urlpatterns = [
    path(
        pgettext_lazy("address", "team/<int:team_id>/impact/indicator/<uuid:key>/"),
        indicators.plan_indicator,
        name="plan_indicator",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/impact/file/<str:kind>/"),
        files.plan_file,
        name="plan_file",
    ),
]

"""The addresses of measuring, in each language."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from toolkit.impact.views import measuring, sheets

urlpatterns = [
    path(
        pgettext_lazy("address", "team/<int:team_id>/impact/indicator/<uuid:key>/measure/"),
        measuring.measure,
        name="measure",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/impact/indicator/<uuid:key>/snooze/"),
        measuring.snooze,
        name="snooze",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/impact/measurement/<uuid:key>/"),
        measuring.measurement,
        name="measurement",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/impact/measurements/template/"),
        sheets.sheet_template,
        name="sheet_template",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/impact/measurements/import/"),
        sheets.sheet_import,
        name="sheet_import",
    ),
]

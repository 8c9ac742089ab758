"""The addresses of a plan's history, its older versions, and of bringing one in, in each language."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import IntConverter
from django.utils.translation import pgettext_lazy

from toolkit.impact.views import history


class VersionConverter(IntConverter):
    """A number of a version: no more digits than the database can ask for."""

    regex = "[0-9]{1,6}"


register_converter(VersionConverter, "version")

urlpatterns = [
    path(pgettext_lazy("address", "team/<int:team_id>/impact/history/"), history.plan_history, name="plan_history"),
    path(
        pgettext_lazy("address", "team/<int:team_id>/impact/versions/<version:number>/"),
        history.plan_version,
        name="plan_version",
    ),
    path(pgettext_lazy("address", "team/<int:team_id>/impact/import/"), history.plan_import, name="plan_import"),
]

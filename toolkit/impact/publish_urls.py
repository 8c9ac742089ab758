"""The addresses of what a case shows of a plan, and of beginning one's own from a case, in each language."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from toolkit.impact.views import publishing, starting

urlpatterns = [
    path(
        pgettext_lazy("address", "team/<int:team_id>/impact/publish/"),
        publishing.plan_publish,
        name="plan_publish",
    ),
    path(pgettext_lazy("address", "impact/start/"), starting.start_plan_view, name="start_plan"),
]

"""The addresses of the theory of change, and of the whole plan on one page, in each language."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from toolkit.impact.views import whole_plan

urlpatterns = [
    path(pgettext_lazy("address", "team/<int:team_id>/impact/plan/"), whole_plan.whole_plan, name="whole_plan"),
    path(
        pgettext_lazy("address", "team/<int:team_id>/impact/element/<uuid:key>/move/"),
        whole_plan.element_move,
        name="plan_element_move",
    ),
]

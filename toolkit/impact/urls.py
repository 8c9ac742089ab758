"""The addresses of impact plans, their steps and their parts, in each language."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from toolkit.impact.views import parts, plans

urlpatterns = [
    path(pgettext_lazy("address", "impact/"), plans.impact, name="impact"),
    path(pgettext_lazy("address", "team/<int:team_id>/impact/"), plans.plan_room, name="plan"),
    path(pgettext_lazy("address", "team/<int:team_id>/impact/new/"), plans.new_plan, name="new_plan"),
    path(pgettext_lazy("address", "team/<int:team_id>/impact/about/"), plans.plan_about, name="plan_about"),
    path(pgettext_lazy("address", "team/<int:team_id>/impact/delete/"), plans.plan_delete, name="plan_delete"),
    path(pgettext_lazy("address", "team/<int:team_id>/impact/restore/"), plans.plan_restore, name="plan_restore"),
    path(pgettext_lazy("address", "team/<int:team_id>/impact/step/<str:step>/"), plans.plan_step, name="plan_step"),
    path(
        pgettext_lazy("address", "team/<int:team_id>/impact/part/<str:kind>/add/"),
        parts.part_add,
        name="plan_part_add",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/impact/part/<str:kind>/<uuid:key>/"),
        parts.part,
        name="plan_part",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/impact/part/<str:kind>/<uuid:key>/remove/"),
        parts.part_remove,
        name="plan_part_remove",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/impact/part/<str:kind>/<uuid:key>/restore/"),
        parts.part_restore,
        name="plan_part_restore",
    ),
]

"""The addresses of what a case shows of a round, and of answering alone beside a case, in each language."""

from __future__ import annotations

from django.urls import path, register_converter
from django.utils.translation import pgettext_lazy

from cases.lists.addresses import ListSecret
from toolkit.assessment.views import own, publishing

register_converter(ListSecret, "own")

urlpatterns = [
    path(
        pgettext_lazy("address", "team/<int:team_id>/assessment/<int:round_id>/publish/"),
        publishing.round_publish,
        name="round_publish",
    ),
    path(pgettext_lazy("address", "assessment/own/"), own.own_assessment, name="own_assessment"),
    path(pgettext_lazy("address", "assessment/own/keep/"), own.own_keep, name="own_keep"),
    path(pgettext_lazy("address", "assessment/own/<own:secret>/"), own.own_kept, name="own_kept"),
    path(pgettext_lazy("address", "assessment/own/<own:secret>/delete/"), own.own_delete, name="own_delete"),
]

"""The addresses of the front page and of a team's rounds, in each language."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import pgettext_lazy

from toolkit.assessment.views import front, rounds

urlpatterns = [
    path(pgettext_lazy("address", "assessment/"), front.assessment, name="assessment"),
    path(pgettext_lazy("address", "team/<int:team_id>/assessment/"), rounds.round_list, name="team_rounds"),
    path(pgettext_lazy("address", "team/<int:team_id>/assessment/new/"), rounds.new_round, name="new_round"),
    path(pgettext_lazy("address", "team/<int:team_id>/assessment/<int:round_id>/"), rounds.round_room, name="round"),
    path(
        pgettext_lazy("address", "team/<int:team_id>/assessment/<int:round_id>/count/"),
        rounds.round_count,
        name="round_count",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/assessment/<int:round_id>/change/"),
        rounds.round_change,
        name="round_change",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/assessment/<int:round_id>/close/"),
        rounds.round_close,
        name="round_close",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/assessment/<int:round_id>/reopen/"),
        rounds.round_reopen,
        name="round_reopen",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/assessment/<int:round_id>/show/"),
        rounds.round_show,
        name="round_show",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/assessment/<int:round_id>/delete/"),
        rounds.round_delete,
        name="round_delete",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/assessment/<int:round_id>/restore/"),
        rounds.round_restore,
        name="round_restore",
    ),
    path(
        pgettext_lazy("address", "team/<int:team_id>/assessment/<int:round_id>/poster/"),
        rounds.round_poster,
        name="round_poster",
    ),
]

"""The addresses of teams, in each language."""

from __future__ import annotations

from django.urls import path, register_converter
from django.utils.translation import pgettext_lazy

from cases.lists.addresses import ListSecret
from cases.teams import views

register_converter(ListSecret, "token")

urlpatterns = [
    path(pgettext_lazy("address", "team/"), views.team_list, name="teams"),
    path(pgettext_lazy("address", "team/new/"), views.new_team, name="new_team"),
    path(pgettext_lazy("address", "team/<int:team_id>/"), views.team_detail, name="team"),
    path(pgettext_lazy("address", "team/<int:team_id>/change/"), views.team_change, name="team_change"),
    path(pgettext_lazy("address", "team/<int:team_id>/invite/"), views.team_invite, name="team_invite"),
    path(
        pgettext_lazy("address", "team/<int:team_id>/invitation/<int:invitation_id>/"),
        views.team_invitation,
        name="team_invitation",
    ),
    path(pgettext_lazy("address", "team/<int:team_id>/member/<int:member_id>/"), views.team_member, name="team_member"),
    path(pgettext_lazy("address", "team/<int:team_id>/leave/"), views.team_leave, name="team_leave"),
    path(pgettext_lazy("address", "team/<int:team_id>/delete/"), views.team_delete, name="team_delete"),
    path(pgettext_lazy("address", "invitation/<token:token>/"), views.accept_invitation, name="accept_invitation"),
]

"""The pages of teams, for those who are in them. None is kept for others, and none is for search engines."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.models import Role, Team
from cases.teams import invitations, membership, services
from cases.teams.forms import InviteForm, LeaveForm, RoleForm, TeamForm
from cases.teams.history import name_of, role_in_words
from cases.teams.letters import send_invitation
from cases.teams.naming import name_in
from cases.teams.permissions import Action, allowed_on_page
from cases.teams.presentation import done, shown, teams_of
from cases.teams.refusals import NotAllowedError, RefusedError

View = Callable[..., HttpResponse]
_either = require_http_methods(["GET", "HEAD", "POST"])


def for_members(action: Action) -> Callable[[View], View]:
    """Have a view answer those who may do something in the team; it gets the team in place of its number.

    A team that somebody may not see is not there, whatever its number; of one that they see, they are told that this is
    not for them, also when that has changed since they opened the page.
    """

    def decorated(view: View) -> View:
        @never_cache
        @login_required
        @wraps(view)
        def answer(request: HttpRequest, team_id: int, **rest: Any) -> HttpResponse:
            teams = Team.objects.visible_to(request.user).select_related("municipality")
            team = get_object_or_404(teams, pk=team_id)
            if action not in allowed_on_page(request.user, team):
                raise PermissionDenied
            try:
                return view(request, team, **rest)
            except NotAllowedError as refused:
                raise PermissionDenied from refused

        return answer

    return decorated


@never_cache
@login_required
@require_safe
def team_list(request: HttpRequest) -> HttpResponse:
    """Return the teams that somebody is in."""
    context = {"teams": teams_of(request.user), "done": done(request.GET.get("done", ""))}
    return render(request, "pages/teams/list.html", {**context, "view_in_all_languages": "teams"})


@never_cache
@login_required
@_either
def new_team(request: HttpRequest) -> HttpResponse:
    """Make a team of one's own."""
    form = TeamForm(_posted(request))
    if form.is_valid():
        try:
            made = services.create_team(by=request.user, owner=request.user, **form.cleaned_data)
        except NotAllowedError as refused:
            raise PermissionDenied from refused
        except RefusedError as refused:
            form.add_error(None, refused.text)
        else:
            return _to_team(made, "made")
    context = {"form": form, "view_in_all_languages": "new_team"}
    return render(request, "pages/teams/new.html", context)


@for_members(Action.VIEW)
@require_safe
def team_detail(request: HttpRequest, team: Team) -> HttpResponse:
    """Return a team: who is in it, who is invited, its case, and what has happened."""
    return _team(request, team, done=done(request.GET.get("done", "")))


def _team(request: HttpRequest, team: Team, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"shown": shown(team, request.user), **_languages("team", team)}
    return render(request, "pages/teams/team.html", context, status=status)


@for_members(Action.CHANGE)
@_either
def team_change(request: HttpRequest, team: Team) -> HttpResponse:
    """Change the working name and the municipality."""
    form = TeamForm(_posted(request), initial={"name": team.name, "municipality": team.municipality_id})
    if form.is_valid():
        services.change_team(team=team, by=request.user, **form.cleaned_data)
        return _to_team(team, "changed")
    return _form(request, team, "change", form)


@for_members(Action.INVITE)
@_either
def team_invite(request: HttpRequest, team: Team) -> HttpResponse:
    """Ask somebody in by e-mail."""
    form = InviteForm(_posted(request), initial={"language": get_language()})
    if form.is_valid():
        given = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        try:
            made = invitations.invite_member(team=team, by=request.user, **given)
        except RefusedError as refused:
            form.add_error(refused.field or None, refused.text)
        except ValidationError as faulty:
            form.add_error(None, faulty)
        else:
            return _to_team(team, "invited" if send_invitation(*made) else "unsent")
    return _form(request, team, "invite", form)


@for_members(Action.INVITE)
@require_POST
def team_invitation(request: HttpRequest, team: Team, invitation_id: int) -> HttpResponse:
    """Send an invitation again, or withdraw it."""
    own = get_object_or_404(team.invitations, pk=invitation_id)
    try:
        if "withdraw" in request.POST:
            invitations.withdraw_invitation(team=team, by=request.user, invitation_id=own.pk)
            return _to_team(team, "withdrawn")
        made = invitations.resend_invitation(team=team, by=request.user, invitation_id=own.pk)
    except RefusedError as refused:
        return _team(request, team, fault=refused.text, status=409)
    return _to_team(team, "invited" if send_invitation(*made) else "unsent")


@for_members(Action.MANAGE_MEMBERS)
@_either
def team_member(request: HttpRequest, team: Team, member_id: int) -> HttpResponse:
    """Give a member another role, hand the team over, or take the member out."""
    member = get_object_or_404(team.memberships.select_related("user"), pk=member_id, user__isnull=False)
    form = RoleForm(request.POST if "role" in request.POST else None, initial={"role": member.role})
    context: dict[str, Any] = {"member": member, "is_self": member.user_id == request.user.pk}
    try:
        if word := _done_to(request, team, member_id, form):
            return _to_team(team, word)
    except RefusedError as refused:
        return _form(request, team, "member", form, status=409, fault=refused.text, **context)
    return _form(request, team, "member", form, **context)


def _done_to(request: HttpRequest, team: Team, member_id: int, form: RoleForm) -> str:
    """Do what a button of a member's page asks, and return the word for it; empty when there is nothing to do."""
    given: dict[str, Any] = {"team": team, "by": request.user, "member_id": member_id}
    if "remove" in request.POST:
        membership.remove_member(**given)
        return "removed"
    if "hand_over" in request.POST:
        membership.hand_over(**given)
        return "handed_over"
    if form.is_valid():
        membership.change_role(**given, role=Role(form.cleaned_data["role"]))
        return "changed"
    return ""


@for_members(Action.LEAVE)
@_either
def team_leave(request: HttpRequest, team: Team) -> HttpResponse:
    """Leave a team; the last owner says who takes over."""
    must_name = membership.is_last_owner(team, request.user)
    form = LeaveForm(_posted(request), team=team, leaving=request.user) if must_name else None
    if request.method == "POST" and (form is None or form.is_valid()):
        successor = int(form.cleaned_data["successor"]) if form else None
        try:
            membership.leave_team(team=team, by=request.user, successor_id=successor)
        except RefusedError as refused:
            return _form(request, team, "leave", form, status=409, fault=refused.text)
        return redirect(f"{reverse('teams')}?done=left")
    return _form(request, team, "leave", form, nobody=form is not None and not form.successors)


@for_members(Action.DELETE)
@_either
def team_delete(request: HttpRequest, team: Team) -> HttpResponse:
    """Ask before a team is deleted, and delete it."""
    if request.method == "POST":
        services.delete_team(team=team, by=request.user)
        return redirect(f"{reverse('teams')}?done=deleted")
    return _form(request, team, "delete", None)


@never_cache
@_either
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what an invitation is to whoever opens its link, and let the invited person in when they say yes."""
    invitation = invitations.find_invitation(token)
    if invitation is None:
        return render(request, "pages/teams/no_invitation.html", status=404)
    if request.method == "POST" and request.user.is_authenticated:
        try:
            member = invitations.accept_invitation(token=token, by=request.user)
        except NotAllowedError:
            invitation.refresh_from_db()
        else:
            return _to_team(member.team, "joined")
    standing = invitations.standing_of(invitation, request.user)
    if standing == invitations.Standing.USED and invitation.team.can(request.user, Action.VIEW):
        return _to_team(invitation.team, "")
    context = {
        "invitation": invitation,
        "standing": standing.value,
        "name": name_in(invitation.team, get_language() or "nb"),
        "inviter": name_of(invitation.invited_by),
        "role": role_in_words(invitation.role),
        "sign_in": f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}",
        "view_in_all_languages": "accept_invitation",
        "view_arguments": [token],
    }
    return render(request, "pages/teams/accept.html", context)


def _form(
    request: HttpRequest, team: Team, page: str, form: Form | None, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"form": form, "shown": shown(team, request.user)}
    return render(request, f"pages/teams/{page}.html", context, status=status)


def _posted(request: HttpRequest) -> Any:
    """Return what a form was filled in with; an empty one was sent too."""
    return request.POST if request.method == "POST" else None


def _to_team(team: Team, word: str) -> HttpResponse:
    return redirect(reverse("team", args=[team.pk]) + (f"?done={word}" if word else ""))


def _languages(view: str, team: Team) -> dict[str, Any]:
    return {"view_in_all_languages": view, "view_arguments": [team.pk]}

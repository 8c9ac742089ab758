"""The pages of a team's rounds, for those who are in the team and for editors who help."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.middleware import HtmxDetails

from cases.models import Team
from cases.teams.permissions import Action, where_allowed, where_member_may
from cases.teams.refusals import RefusedError
from cases.teams.views import for_members
from toolkit.assessment import rounds
from toolkit.assessment.counting import counted
from toolkit.assessment.releasing import show_results
from toolkit.assessment.round_forms import ChangeRoundForm, NewRoundForm, ReopenForm
from toolkit.assessment.round_pages import done, room_of, rounds_of
from toolkit.assessment.views.access import for_round
from toolkit.models import Round

_either = require_http_methods(["GET", "HEAD", "POST"])
_PAGES = "pages/assessment/rounds"


@for_members(Action.ROUND_VIEW)
@require_safe
def round_list(request: HttpRequest, team: Team) -> HttpResponse:
    """Return a team's rounds."""
    return _list(request, team)


def _list(request: HttpRequest, team: Team, *, status: int = 200, **context: Any) -> HttpResponse:
    shown = rounds_of(team, request.user)
    # The round that was deleted just now, to bring it back with one press.
    just = next((line for line in shown.deleted if str(line.round.pk) == request.GET.get("deleted", "")), None)
    context |= {"rounds": shown, "just_deleted": just, **_languages("team_rounds", team.pk)}
    return render(request, f"{_PAGES}/list.html", context, status=status)


@for_members(Action.ROUND_RUN)
@_either
def new_round(request: HttpRequest, team: Team) -> HttpResponse:
    """Open a round."""
    form = NewRoundForm(_posted(request), initial=NewRoundForm.beginning())
    if form.is_valid():
        try:
            made = rounds.open_round(team=team, by=request.user, **form.cleaned_data)
        except RefusedError as refused:
            form.add_error(refused.field or None, refused.text)
        else:
            return _to_room(made, "opened")
    context = {"form": form, "rounds": rounds_of(team, request.user), **_languages("new_round", team.pk)}
    return render(request, f"{_PAGES}/new.html", context)


@for_round(Action.ROUND_VIEW)
@require_safe
def round_room(request: HttpRequest, team: Team, round_: Round) -> HttpResponse:
    """Return a round: what to do now, how to get in, and how many have answered."""
    return _room(request, round_, done=done(request.GET.get("done", "")))


@never_cache
@require_safe
def round_count(request: HttpRequest, team_id: int, round_id: int) -> HttpResponse:
    """Return the part of the round's page that counts; open pages ask each few seconds: few queries."""
    is_part = bool(HtmxDetails(request))
    if not request.user.is_authenticated:
        # Nothing in place of a sign-in page in the middle of another.
        return HttpResponse(status=204) if is_part else redirect_to_login(request.get_full_path())
    rounds_there = Round.objects.standing().filter(pk=round_id, team_id=team_id)
    own = Team.objects.filter(where_member_may(request.user, Action.ROUND_VIEW))
    round_ = rounds_there.filter(team__in=own).first()
    if round_ is None:
        others = Team.objects.filter(where_allowed(request.user, Action.ROUND_VIEW))
        round_ = get_object_or_404(rounds_there, team__in=others)
    if not is_part:
        return redirect("round", team_id, round_id)
    room = {"round": round_, "counted": counted(round_)}
    return render(request, f"{_PAGES}/count.html", {"room": room, "is_over": not round_.is_open})


@for_round(Action.ROUND_RUN)
@_either
def round_change(request: HttpRequest, team: Team, round_: Round) -> HttpResponse:
    """Change what may be changed."""
    chosen, seen_by = rounds.chosen_groups(round_), rounds.may_be_seen_by(round_)
    form = ChangeRoundForm(_posted(request), round_=round_, chosen=chosen, seen_by=seen_by)
    if form.is_valid():
        try:
            rounds.change_round(round_=round_, by=request.user, **{"closes_on": round_.closes_on, **form.cleaned_data})
        except RefusedError as refused:
            form.add_error(refused.field or None, refused.text)
        else:
            return _to_room(round_, "changed")
    return _room(request, round_, "change", form=form)


@for_round(Action.ROUND_RUN)
@_either
def round_close(request: HttpRequest, team: Team, round_: Round) -> HttpResponse:
    """Ask before a round is closed, and close it."""
    return _confirmed(request, round_, "close", rounds.close_round, "closed")


@for_round(Action.ROUND_RUN)
@_either
def round_reopen(request: HttpRequest, team: Team, round_: Round) -> HttpResponse:
    """Open a closed round again."""
    form = ReopenForm(_posted(request), initial={"closes_on": NewRoundForm.beginning()["closes_on"]})
    if form.is_valid():
        try:
            rounds.reopen_round(round_=round_, by=request.user, **form.cleaned_data)
        except RefusedError as refused:
            form.add_error(refused.field or None, refused.text)
        else:
            return _to_room(round_, "reopened")
    return _room(request, round_, "reopen", form=form)


@for_round(Action.ROUND_RUN)
@_either
def round_show(request: HttpRequest, team: Team, round_: Round) -> HttpResponse:
    """Ask before a result is shown for the first time, and show it; once more takes in those who have come since."""
    if request.method != "POST":
        return _room(request, round_, "show")
    was_shown = round_.shown_on is not None
    try:
        made = show_results(round_=round_, by=request.user)
    except RefusedError as refused:
        return _room(request, round_, "show", status=409, fault=refused.text)
    return _to_room(round_, "same" if was_shown and not made else "shown")


@for_round(Action.ROUND_RUN)
@_either
def round_delete(request: HttpRequest, team: Team, round_: Round) -> HttpResponse:
    """Ask before a round is deleted, and delete it; the list offers to bring it back."""
    if request.method == "POST":
        try:
            rounds.delete_round(round_=round_, by=request.user)
        except RefusedError as refused:
            return _list(request, team, status=409, fault=refused.text)
        return redirect(f"{reverse('team_rounds', args=[team.pk])}?deleted={round_.pk}")
    return _room(request, round_, "delete")


@for_round(Action.ROUND_RUN, is_deleted=True)
@require_POST
def round_restore(request: HttpRequest, team: Team, round_: Round) -> HttpResponse:
    """Bring a deleted round back."""
    try:
        rounds.restore_round(round_=round_, by=request.user)
    except RefusedError as refused:
        return _list(request, team, status=409, fault=refused.text)
    return _to_room(round_, "restored")


@for_round(Action.ROUND_VIEW)
@require_safe
def round_poster(request: HttpRequest, team: Team, round_: Round) -> HttpResponse:
    """Return the sheet to print or project, in the language of the round."""
    with translation.override(round_.language):
        return render(request, f"{_PAGES}/poster.html", {"room": room_of(round_, request.user, request)})


def _confirmed(request: HttpRequest, round_: Round, page: str, act: Any, word: str) -> HttpResponse:
    """Return the page that asks first; when it was answered, do it."""
    if request.method != "POST":
        return _room(request, round_, page)
    try:
        act(round_=round_, by=request.user)
    except RefusedError as refused:
        return _room(request, round_, page, status=409, fault=refused.text)
    return _to_room(round_, word)


def _room(
    request: HttpRequest,
    round_: Round,
    page: str = "room",
    *,
    status: int = 200,
    form: forms.Form | None = None,
    **rest: Any,
) -> HttpResponse:
    view = "round" if page == "room" else f"round_{page}"
    context = {"room": room_of(round_, request.user, request), "form": form, **rest}
    context |= _languages(view, round_.team_id, round_.pk)
    return render(request, f"{_PAGES}/{page}.html", context, status=status)


def _posted(request: HttpRequest) -> Any:
    """Return what a form was filled in with; an empty one was sent too."""
    return request.POST if request.method == "POST" else None


def _to_room(round_: Round, word: str) -> HttpResponse:
    return redirect(f"{reverse('round', args=[round_.team_id, round_.pk])}?done={word}")


def _languages(view: str, *arguments: int) -> dict[str, Any]:
    return {"view_in_all_languages": view, "view_arguments": list(arguments)}

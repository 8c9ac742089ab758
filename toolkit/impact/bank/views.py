"""The pages of the indicator bank: the list, one indicator, and using it in a plan of one's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cases.teams.refusals import NotAllowedError, RefusedError
from portal.htmx import render_in_place
from toolkit.impact.bank.entry_page import entry_context, entry_of
from toolkit.impact.bank.listing import bank_context
from toolkit.impact.bank.using import use_in_plan
from toolkit.impact.codes import Step
from toolkit.impact.start_page import NewTeamForm, StartForm
from toolkit.impact.starting import teams_to_plan_in
from toolkit.models import BankIndicator

_PAGES = "pages/impact/bank"


@require_safe
def bank(request: HttpRequest) -> HttpResponse:
    """Return the indicators of all published cases, those that are asked for."""
    context = {**bank_context(request), "view_in_all_languages": "bank"}
    return render_in_place(
        request, f"{_PAGES}/list.html", "components/impact/bank_results.html", context, context["address"]
    )


@require_safe
def bank_indicator(request: HttpRequest, key: UUID) -> HttpResponse:
    """Return one indicator; one that was merged leads to what it was merged into."""
    entry = _found(key)
    if entry.merged_into:
        return redirect("bank_indicator", entry.merged_into.key)
    context = entry_context(entry, request)
    if request.user.is_authenticated:
        context["form"] = StartForm(teams=teams_to_plan_in(request.user), entries=[])
    return render(request, f"{_PAGES}/entry.html", context | _languages("bank_indicator", key))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bank_use(request: HttpRequest, key: UUID) -> HttpResponse:
    """Copy an indicator into the plan of a team; ask which one, or for a new one, where that is not plain."""
    entry = _found(key)
    posted = request.POST if request.method == "POST" else None
    form = StartForm(teams=teams_to_plan_in(request.user), entries=[], data=posted)
    makes_team = form.is_valid() and form.team_chosen is None
    new = NewTeamForm(posted if makes_team and posted and posted.get("asked") else None)
    if form.is_valid() and (not makes_team or new.is_valid()):
        try:
            plan, copy, is_new = use_in_plan(
                entry=entry,
                by=request.user,
                team=form.team_chosen,
                new_team=new.cleaned_data if makes_team else None,
                language=get_language() or "nb",
            )
        except NotAllowedError as refused:
            raise PermissionDenied from refused
        except RefusedError as refused:
            return _ask(request, entry, form, new, status=409, fault=refused.text)
        room = reverse("plan_step", args=[plan.team_id, Step.INDICATORS.value])
        return redirect(f"{room}?done={'copied' if is_new else 'copied-before'}#indicator-{copy.key}")
    return _ask(request, entry, form, new)


def _ask(
    request: HttpRequest, entry: BankIndicator, form: StartForm, new: NewTeamForm, *, status: int = 200, fault: str = ""
) -> HttpResponse:
    context = {"entry": entry, "form": form, "new": new, "fault": fault, **_languages("bank_use", entry.key)}
    return render(request, f"{_PAGES}/use.html", context, status=status)


def _found(key: UUID) -> BankIndicator:
    entry = entry_of(key)
    if entry is None:
        raise Http404
    return entry


def _languages(view: str, key: UUID) -> dict[str, Any]:
    return {"view_in_all_languages": view, "view_arguments": [key]}

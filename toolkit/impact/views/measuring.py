"""Measuring: enter, correct, put off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.models import Team
from cases.teams.permissions import Action
from toolkit.impact.codes import Step
from toolkit.impact.due import due_of
from toolkit.impact.measurement_forms import BaselineForm, MeasurementForm
from toolkit.impact.measuring import STYLES, due_in_words, told_of
from toolkit.impact.part_forms import key_in
from toolkit.impact.plan_pages import frame_of
from toolkit.impact.rooms import Room
from toolkit.impact.snoozing import SnoozeForm, snooze_indicator, stop_reminding
from toolkit.impact.views.access import for_plan
from toolkit.models import Indicator, Measurement, Plan

_either = require_http_methods(["GET", "HEAD", "POST"])
_PAGES = "pages/impact/plan"


@for_plan(Action.PLAN_EDIT)
@_either
def measure(request: HttpRequest, team: Team, plan: Plan, key: UUID) -> HttpResponse:
    """Enter a measurement of an indicator, its baseline where that is asked for; then say what was saved."""
    indicator = _indicator(plan, key)
    is_baseline = "baseline" in request.GET
    form = (BaselineForm if is_baseline else MeasurementForm)(_posted(request), plan=plan, of=indicator)
    if request.method == "POST" and form.save(by=request.user) is not None and form.part is not None:
        if is_baseline:
            return redirect(f"{reverse('plan_step', args=[team.pk, Step.BASELINE])}?done=saved")
        return redirect(f"{reverse('measure', args=[team.pk, key])}?done={form.part.key}")
    context = {"form": form, "indicator": indicator, "last": _last(indicator), "saved": _saved(request, indicator)}
    context["next"] = [(due, due_in_words(due)) for due in due_of(plan) if due.indicator.pk != indicator.pk][:1]
    return _page(request, plan, "measure", context, Step.BASELINE if is_baseline else Step.MEASUREMENTS)


@for_plan(Action.PLAN_EDIT)
@_either
def measurement(request: HttpRequest, team: Team, plan: Plan, key: UUID) -> HttpResponse:
    """Correct a measurement; what it was stays in the history."""
    standing = Measurement.objects.standing().filter(plan=plan, indicator__deleted_at=None)
    found = get_object_or_404(standing.select_related("indicator"), key=key)
    found.plan = plan
    form = MeasurementForm(_posted(request), plan=plan, part=found)
    if request.method == "POST":
        saved = form.save(by=request.user)
        if saved is not None and saved.is_whole:
            address = reverse("plan_step", args=[team.pk, Step.MEASUREMENTS])
            return redirect(f"{address}?done=changed#measurement-{key}")
    return _page(request, plan, "correct", {"form": form, "indicator": found.indicator})


@for_plan(Action.PLAN_EDIT)
@_either
def snooze(request: HttpRequest, team: Team, plan: Plan, key: UUID) -> HttpResponse:
    """Put off a measurement, or stop the reminders about it."""
    indicator = _indicator(plan, key)
    address = f"{reverse('plan_step', args=[team.pk, Step.MEASUREMENTS])}?done=changed#indicator-{key}"
    if request.method == "POST" and "stop" in request.POST:
        stop_reminding(indicator=indicator, by=request.user)
        return redirect(address)
    form = SnoozeForm(_posted(request))
    if form.is_valid():
        snooze_indicator(indicator=indicator, by=request.user, until=form.day)
        return redirect(address)
    return _page(request, plan, "snooze", {"form": form, "indicator": indicator})


def _page(
    request: HttpRequest, plan: Plan, name: str, context: dict[str, Any], step: Step = Step.MEASUREMENTS
) -> HttpResponse:
    template = f"{_PAGES}/{name}.html"
    match = request.resolver_match
    languages = {
        "view_in_all_languages": match.url_name if match else "",
        "view_arguments": [*(match.kwargs.values() if match else ())],
    }
    frame = {"frame": frame_of(plan, request, step), "room": Room(template, {}, STYLES)}
    return render(request, template, {**context, **frame, **languages})


def _indicator(plan: Plan, key: UUID) -> Indicator:
    indicator = get_object_or_404(Indicator.objects.standing().filter(plan=plan).select_related("reminded"), key=key)
    indicator.plan = plan
    return indicator


def _last(indicator: Indicator) -> Any:
    """Return what was measured last, in words."""
    found = Measurement.objects.standing().filter(indicator=indicator).select_related("made_by").last()
    return told_of(found, indicator) if found else None


def _saved(request: HttpRequest, indicator: Indicator) -> Any:
    """Return what was saved just now, by the key in the address."""
    key = key_in(request.GET.get("done", ""))
    standing = Measurement.objects.standing().filter(indicator=indicator).select_related("made_by")
    found = standing.filter(key=key).first() if key else None
    return told_of(found, indicator) if found else None


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None

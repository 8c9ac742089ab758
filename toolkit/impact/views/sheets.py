"""Measurements by spreadsheet: the plan's template, and bringing it in again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.exports.answers import file_answer
from cases.exports.sheets import CONTENT_TYPE
from cases.models import Team
from cases.teams.permissions import Action
from cases.teams.refusals import RefusedError
from toolkit.impact.codes import Step
from toolkit.impact.measured_words import measured_in_words
from toolkit.impact.measuring import STYLES
from toolkit.impact.plan_pages import frame_of, team_name
from toolkit.impact.rooms import Room
from toolkit.impact.sheet_import import Reading, brought_back, import_rows, kept, read_sheet
from toolkit.impact.sheet_reading import MOST_BYTES, SheetRow, rows_in
from toolkit.impact.sheet_template import template_of
from toolkit.impact.views.access import for_plan
from toolkit.models import Plan

# So many rows are shown of each kind; of more it is said how many.
_MOST_SHOWN = 100
_TEMPLATE = "pages/impact/plan/sheet_import.html"


@for_plan(Action.PLAN_EDIT)
@require_safe
def sheet_template(request: HttpRequest, team: Team, plan: Plan) -> HttpResponse:
    """Return the plan's template as a file."""
    return file_answer(template_of(plan), CONTENT_TYPE, plan.name or team_name(team), "xlsx")


@for_plan(Action.PLAN_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_import(request: HttpRequest, team: Team, plan: Plan) -> HttpResponse:
    """Show what a sheet would bring in, row by row; save it when that is said to be right."""
    if request.method != "POST":
        return _page(request, plan, {})
    try:
        if "rows" in request.POST:
            rows = brought_back(request.POST["rows"], plan)
            only_right = request.POST.get("how") == "right"
            done = import_rows(plan=plan, by=request.user, rows=rows, only_right=only_right)
            address = reverse("sheet_import", args=[team.pk])
            return redirect(f"{address}?saved={len(done.ready)}&same={done.same}&wrong={len(done.faults)}")
        rows = rows_in(_sent(request))
        return _page(request, plan, _preview(rows, read_sheet(plan=plan, rows=rows), plan))
    except RefusedError as refused:
        return _page(request, plan, {"refused": refused.text})


def _sent(request: HttpRequest) -> bytes:
    """Return the file that was sent, and no more of it than may be."""
    sent: Any = request.FILES.get("file")
    return sent.read(MOST_BYTES + 1) if sent is not None else b""


def _preview(rows: list[SheetRow], reading: Reading, plan: Plan) -> dict[str, Any]:
    told = [(one, measured_in_words(one.indicator, one.measurement)) for one in reading.ready[:_MOST_SHOWN]]
    return {
        "reading": reading,
        "told": told,
        "more": len(reading.ready) - len(told),
        "faults": reading.faults[:_MOST_SHOWN],
        "more_faults": len(reading.faults) - _MOST_SHOWN,
        "rows": kept(rows, plan) if reading.ready else "",
    }


def _page(request: HttpRequest, plan: Plan, context: dict[str, Any]) -> HttpResponse:
    counts = {name: _count(request, name) for name in ("saved", "same", "wrong")} if "saved" in request.GET else None
    frame = {"frame": frame_of(plan, request, Step.MEASUREMENTS), "room": Room(_TEMPLATE, {}, STYLES)}
    languages = {"view_in_all_languages": "sheet_import", "view_arguments": [plan.team_id]}
    return render(request, _TEMPLATE, {**context, **frame, **languages, "counts": counts})


def _count(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0

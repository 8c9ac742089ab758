"""Writing in a plan, one part at a time: by a script as people type, and by forms without one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases.models import Team
from cases.teams.permissions import Action
from toolkit.impact.part_forms import PartForm, form_for
from toolkit.impact.parts import AT_ONE_SITTING, PARTS, AnyPart, Written, remove_part, restore_part, seen_of
from toolkit.impact.plan_pages import frame_of, progress_of
from toolkit.impact.views.access import for_plan
from toolkit.models import Plan

_either = require_http_methods(["GET", "HEAD", "POST"])
_PAGES = "pages/impact/plan"


@for_plan(Action.PLAN_EDIT)
@require_POST
def part_add(request: HttpRequest, team: Team, plan: Plan, kind: str) -> HttpResponse:
    """Add a part; a form that is sent twice adds one."""
    form_class = _form_class(kind)
    form = form_class(request.POST, plan=plan)
    if form.KIND not in PARTS:
        raise Http404
    if form.save(by=request.user) is None:
        return _alone(request, plan, form)
    return redirect(_place(form, "added"))


@for_plan(Action.PLAN_EDIT)
@_either
def part(request: HttpRequest, team: Team, plan: Plan, kind: str, key: UUID) -> HttpResponse:
    """Return a part alone, to be written in; save it."""
    form_class = _form_class(kind)
    found = _found(plan, form_class, key)
    if request.method != "POST":
        return _alone(request, plan, form_class(plan=plan, part=found))
    form = form_class(request.POST, plan=plan, part=found)
    saved = form.save(by=request.user)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return _told(request, plan, form)
    if saved is None or form.errors or not saved.is_whole:
        return _alone(request, plan, form, status=200 if saved is None or saved.is_whole else 409)
    return redirect(_place(form, "saved"))


@for_plan(Action.PLAN_EDIT)
@_either
def part_remove(request: HttpRequest, team: Team, plan: Plan, kind: str, key: UUID) -> HttpResponse:
    """Take a part out of the plan; of what has stood for a while, and others rely on, it is asked why."""
    form_class = _form_class(kind)
    found = _found(plan, form_class, key)
    if isinstance(found, Plan):
        raise Http404
    reason = request.POST.get("reason", "").replace("\x00", "").strip()
    if request.method != "POST" or (_asks_why(found) and not reason):
        context = {"form": form_class(plan=plan, part=found), "asks_why": _asks_why(found)}
        context["lacks_reason"] = request.method == "POST" and "reason" in request.POST
        return _framed(request, plan, form_class, "remove", context)
    remove_part(part=found, by=request.user, reason=reason[:1000])
    address = form_class(plan=plan).address()
    return redirect(f"{address}?removed={form_class.form_name()}:{found.key}#removed")


@for_plan(Action.PLAN_EDIT)
@require_POST
def part_restore(request: HttpRequest, team: Team, plan: Plan, kind: str, key: UUID) -> HttpResponse:
    """Bring back a part that was taken out; say why where that cannot be."""
    form_class = _form_class(kind)
    found = _found(plan, form_class, key, also_removed=True)
    if isinstance(found, Plan):
        raise Http404
    try:
        back = restore_part(part=found, by=request.user)
    except ValidationError as refused:
        # Another has taken its place meanwhile: it stays where it is, and can be brought back later.
        context = {"form": form_class(plan=plan), "faults": refused.messages}
        return _framed(request, plan, form_class, "not_restored", context, status=409)
    return redirect(_place(form_class(plan=plan, part=back), "restored"))


def _form_class(name: str) -> type[PartForm]:
    form_class = form_for(name)
    if form_class is None:
        raise Http404
    return form_class


def _found(plan: Plan, form_class: type[PartForm], key: UUID, *, also_removed: bool = False) -> Written:
    """Return the plan's part with a key: those of other plans are not there."""
    if form_class.KIND not in PARTS:
        if key != plan.key:
            raise Http404
        return plan
    found: AnyPart | None = PARTS[form_class.KIND].objects.filter(plan=plan, key=key).first()
    if found is None or (found.deleted_at is not None and not also_removed):
        raise Http404
    found.plan = plan
    return found


def _asks_why(part: AnyPart) -> bool:
    return bool(part.REASONED) and timezone.now() - part.made_at > AT_ONE_SITTING


def _told(request: HttpRequest, plan: Plan, form: PartForm) -> JsonResponse:
    """Say to the script what is saved, what is not, and why."""
    saved = form.saved
    theirs = saved.overtaken if saved else {}
    now = seen_of(form.part) if form.part else {}
    come = progress_of(plan)
    context = {"progress": come, "current": come.of(form.STEP)}
    progress = render_to_string("components/impact/plan_progress.html", context, request)
    return JsonResponse(
        {
            "saved": saved.changed if saved else [],
            "overtaken": {
                name: {"text": form.in_words(name, text), "value": form.to_write(name, text), "seen": now[name]}
                for name, text in theirs.items()
            },
            "missing_reason": list(saved.without_reason) if saved else [],
            "errors": {name: [str(text) for text in texts] for name, texts in form.errors.items()},
            # What the script goes on with; theirs counts as seen only once it has been shown.
            "seen": {name: text for name, text in form.seen.items() if name not in theirs},
            "missing": form.missing(),
            "about": form.about(),
            "progress": progress,
        }
    )


def _alone(request: HttpRequest, plan: Plan, form: PartForm, *, status: int = 200) -> HttpResponse:
    return _framed(request, plan, type(form), "part", {"form": form}, status=status)


def _framed(
    request: HttpRequest, plan: Plan, form: type[PartForm], page: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context |= {"frame": frame_of(plan, request, form.STEP)}
    return render(request, f"{_PAGES}/{page}.html", context, status=status)


def _place(form: PartForm, word: str) -> str:
    """Return where a part stands in its page, with what was done."""
    return f"{form.address()}?done={word}#{form.anchor}"

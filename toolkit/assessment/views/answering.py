"""The pages of the private link: answering, what comes after it, changing the group, and deleting one's answers.

Whoever has the link may do all of this, and nobody else can; so no form here needs another proof of where it came from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.rate_limits import Limit, use_for
from toolkit.assessment import answer_pages as pages
from toolkit.assessment.answering import (
    AlreadyShownError,
    NotOpenError,
    Standing,
    WrongGroupError,
    change_group,
    delete_answers,
    digest_of,
    participation_of,
    save_answers,
    standing_of,
)
from toolkit.assessment.asked import Item, ItemKind
from toolkit.assessment.result_page import participant_result
from toolkit.assessment.steps import Written, first_open, step_numbered, with_fault, written
from toolkit.assessment.views.private import private
from toolkit.models import Participation

# For each participation, wherever it is answered from: far beyond what one person changes.
SAVED = Limit("assessment-saved", most=2000, seconds=600)
# What a form sends beside answers.
_BESIDE = {"csrfmiddlewaretoken", "to", "step", "shown"}
_THANKS = "thanks"

_either = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@private
@_either
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Return one screen of the form; save what was answered and go on to the next."""
    participation = participation_of(secret)
    if request.method == "POST":
        return _saved(request, secret, participation)
    if participation is None or standing_of(participation.round) is not Standing.OPEN:
        return _over(request, secret, participation)
    return _screen(request, secret, participation)


def _saved(request: HttpRequest, secret: str, participation: Participation | None) -> HttpResponse:
    items = pages.items_for(participation) if participation else ()
    given = _given(request.POST, items)
    try:
        saved = save_answers(secret=secret, answers=given)
    except NotOpenError:
        return _over(request, secret, participation_of(secret), written(items, given))
    except Participation.DoesNotExist:
        return _over(request, secret, None, written(items, given))
    if saved.faults:
        return _screen(request, secret, saved.participation, given=given, faults=saved.faults)
    to = request.POST.get("to", "")
    if to == _THANKS:
        return redirect("answer_thanks", secret)
    return redirect(reverse("answer", args=[secret]) + (f"?step={to}" if to.isascii() and to.isdigit() else ""))


def _screen(
    request: HttpRequest,
    secret: str,
    participation: Participation,
    *,
    given: Mapping[str, Any] | None = None,
    faults: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return the screen that was asked for, or with a fault, or the first that is not answered; else the thanks."""
    # What was wrong stands there as it was written.
    participation.answers |= {key: value for key, value in (given or {}).items() if key in (faults or {})}
    steps = pages.steps_for(participation, faults)
    asked = step_numbered(steps, request.GET.get("step", request.POST.get("step", "")))
    current = with_fault(steps) or asked or first_open(steps)
    if current is None:
        return redirect("answer_thanks", secret)
    context = {
        **pages.private_context(request, secret, participation, "answer"),
        **pages.screen_context(steps, current),
    }
    return render(request, "pages/assessment/answer/form.html", context)


def _over(
    request: HttpRequest, secret: str, participation: Participation | None, unsaved: Sequence[Written] = ()
) -> HttpResponse:
    """Say that nothing can be answered any more, and give back what could not be saved."""
    context: dict[str, Any] = {"standing": "gone", "unsaved": unsaved}
    if participation is not None:
        context |= pages.private_context(request, secret, participation, "answer")
        context["has_result"] = pages.is_shown_to_participants(participation.round)
    status = 404 if participation is None else 409 if request.method == "POST" else 200
    return render(request, "pages/assessment/answer/over.html", context, status=status)


def _given(data: QueryDict, items: Sequence[Item]) -> dict[str, list[str]]:
    """Return the answers in a form. What can be emptied says that it was there to be."""
    shown = set(data.getlist("shown"))
    return {item.key: data.getlist(item.key) for item in items if item.key in data or item.key in shown}


@csrf_exempt
@private
@require_POST
def save(request: HttpRequest, secret: str) -> HttpResponse:
    """Store single answers; the same ones again change nothing. Says by item what is stored and what was wrong."""
    used = use_for(SAVED, digest_of(secret))
    if used.is_over:
        return JsonResponse({}, status=429, headers={"Retry-After": str(used.seconds_left)})
    shown = request.POST.getlist("shown")
    given = {key: request.POST.getlist(key) for key in [*request.POST, *shown] if key not in _BESIDE}
    try:
        saved = save_answers(secret=secret, answers=given)
    except NotOpenError as refused:
        return JsonResponse({"over": str(refused.standing)}, status=409)
    except Participation.DoesNotExist:
        return JsonResponse({"over": "gone"}, status=404)
    return JsonResponse({"saved": sorted(given.keys() - saved.faults.keys()), "faults": saved.faults})


@private
@require_safe
def thanks(request: HttpRequest, secret: str) -> HttpResponse:
    """Thank, and tell when the result comes, how to come back, and what can still be changed."""
    participation = participation_of(secret)
    if participation is None or standing_of(participation.round) is not Standing.OPEN:
        return _over(request, secret, participation)
    steps = pages.steps_for(participation)
    context = {
        **pages.private_context(request, secret, participation, "answer_thanks"),
        "steps": steps,
        "missing": [step for step in steps if not step.is_answered and step.kind != ItemKind.OPEN],
        "has_result": pages.is_shown_to_participants(participation.round),
    }
    return render(request, "pages/assessment/answer/thanks.html", context)


@csrf_exempt
@private
@_either
def group(request: HttpRequest, secret: str) -> HttpResponse:
    """Let somebody belong to another of the round's groups."""
    participation, fault = participation_of(secret), ""
    if participation is None:
        return _over(request, secret, None)
    if request.method == "POST":
        try:
            change_group(secret=secret, group=request.POST.get("group", ""))
            return redirect("answer", secret)
        except WrongGroupError:
            fault = _("Choose one of the groups below.")
        except AlreadyShownError:
            fault = _("Your answers are in a result that has been shown, so the group can no longer be changed.")
        except (NotOpenError, Participation.DoesNotExist):
            return _over(request, secret, participation_of(secret))
    if standing_of(participation.round) is not Standing.OPEN:
        return _over(request, secret, participation)
    context = {
        **pages.private_context(request, secret, participation, "answer_group"),
        "chosen": participation.group,
        "fault": fault,
    }
    return render(request, "pages/assessment/answer/group.html", context)


@csrf_exempt
@private
@_either
def delete(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask, and then delete all that somebody has answered."""
    participation = participation_of(secret)
    if request.method == "POST" and participation is not None:
        delete_answers(secret=secret)
        return render(request, "pages/assessment/answer/deleted.html", pages.round_context(participation.round))
    if participation is None:
        return _over(request, secret, None)
    context = pages.private_context(request, secret, participation, "answer_delete")
    return render(request, "pages/assessment/answer/delete.html", context)


@private
@require_safe
def result(request: HttpRequest, secret: str) -> HttpResponse:
    """Return the result to somebody who took part, where the team has shown it and it is for them."""
    participation = participation_of(secret)
    if participation is None or not pages.is_shown_to_participants(participation.round):
        return thanks(request, secret)
    context = {
        **participant_result(participation.round, request),
        "back": reverse("answer", args=[secret]),
        "view_in_all_languages": "answer_result",
        "view_arguments": [secret],
    }
    return render(request, "pages/assessment/results/participant.html", context)

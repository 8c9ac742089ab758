"""Answering alone, beside a case or beside none. No form needs proof of where it came from: nothing is anybody's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.lists.addresses import ListSecret
from portal.rate_limits import Limit, use
from toolkit.assessment.own import checked, delete_kept, keep_answers, kept_answers, nothing_answered
from toolkit.assessment.own_page import Asked, asked_by, asked_then, form_context, result_context
from toolkit.assessment.qr import qr_of
from toolkit.assessment.views.private import private

# Of one address: a town hall may keep many; a program is stopped before it fills the database.
KEPT = Limit("own-answers-kept", most=500, seconds=600)
_SECRET = re.compile(ListSecret.regex)
_either = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@private
@_either
def own_assessment(request: HttpRequest) -> HttpResponse:
    """Ask, and show at once what the answers say beside the case; nothing is stored."""
    asked = asked_by(request.POST if request.method == "POST" else request.GET)
    if asked is None:
        return render(request, "pages/assessment/own/none.html", {"view_in_all_languages": "own_assessment"})
    if request.method != "POST" or "again" in request.POST:
        return _form(request, asked, _given(request.POST, asked), {})
    sent = _given(request.POST, asked)
    good = checked(asked.items, sent)
    if good.faults or not good.answers:
        fault = "" if good.faults else nothing_answered()
        return _form(request, asked, sent, good.faults, fault=fault)
    return _result(request, asked, good.answers)


@csrf_exempt
@private
@require_POST
def own_keep(request: HttpRequest) -> HttpResponse:
    """Keep the answers behind a secret link, and lead there."""
    asked, secret = asked_by(request.POST), request.POST.get("secret", "")
    if asked is None or not _SECRET.fullmatch(secret):
        return redirect("own_assessment")
    good = checked(asked.items, _given(request.POST, asked))
    if good.faults or not good.answers:
        return _form(request, asked, _given(request.POST, asked), good.faults)
    if use(KEPT, request).is_over:
        return _result(request, asked, good.answers, is_too_much=True, status=429)
    keep_answers(
        secret=secret,
        questionnaire=asked.questionnaire,
        form=asked.form,
        case_id=asked.case_id,
        answers=good.answers,
    )
    return redirect("own_kept", secret)


@private
@require_safe
def own_kept(request: HttpRequest, secret: str) -> HttpResponse:
    """Return kept answers beside the case as it shows its own today."""
    kept = kept_answers(secret)
    if kept is None:
        return render(request, "pages/assessment/own/gone.html", status=404)
    address = request.build_absolute_uri(reverse("own_kept", args=[secret]))
    more: dict[str, Any] = {"secret": secret, "private_address": address, "private_qr": qr_of(address)}
    more |= {"view_in_all_languages": "own_kept", "view_arguments": [secret]}
    return _result(request, asked_then(kept), kept.answers, **more)


@csrf_exempt
@private
@_either
def own_delete(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask, and then delete what is kept."""
    if request.method == "POST":
        delete_kept(secret=secret)
        return render(request, "pages/assessment/own/deleted.html")
    if kept_answers(secret) is None:
        raise Http404
    languages = {"view_in_all_languages": "own_delete", "view_arguments": [secret]}
    return render(request, "pages/assessment/own/delete.html", {"secret": secret, **languages})


def _given(data: QueryDict, asked: Asked) -> dict[str, list[str]]:
    return {item.key: data.getlist(item.key) for item in asked.items if item.key in data}


def _form(
    request: HttpRequest,
    asked: Asked,
    answers: Mapping[str, Any],
    faults: Mapping[str, str],
    *,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {**form_context(asked, answers, faults), "fault": fault, "has_faults": bool(faults)}
    query = {"view_in_all_languages": "own_assessment", "query_in_all_languages": _query(context)}
    return render(request, "pages/assessment/own/form.html", {**context, **query}, status=status)


def _query(context: Mapping[str, Any]) -> str:
    parts = {"case": context["case_short_id"], "form": context["asked_form"]}
    return "&".join(f"{name}={value}" for name, value in parts.items() if value)


def _result(
    request: HttpRequest, asked: Asked, answers: Mapping[str, Any], *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {**result_context(asked, answers, request), **more}
    return render(request, "pages/assessment/own/result.html", context, status=status)

"""The way into a round: its code, and what somebody is told before the first question. Nothing is kept for others."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal import errors
from portal.languages import LANGUAGES
from portal.rate_limits import Limit, next_use, use
from toolkit.assessment.answer_pages import round_context
from toolkit.assessment.answering import NotOpenError, WrongGroupError, join_round, participation_of
from toolkit.assessment.join_codes import normalised
from toolkit.assessment.views.private import private
from toolkit.models import Participation, Round

# For each network address: a town hall has one for the several hundred people in it.
WRONG_CODES = Limit("assessment-wrong-codes", most=500, seconds=600)
JOINED = Limit("assessment-joined", most=2000, seconds=600)

# What a device remembers of its participation, for a while after the last day.
_COOKIE = "egenvurdering"
_REMEMBERED = timedelta(days=30)
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
_LONGEST_CODE = 40


@never_cache
@require_safe
def to_code(request: HttpRequest) -> HttpResponse:
    """Lead on from the short address, or from a form on another page, in the language that the reader has chosen."""
    return _to_entry(request, request.GET.get("code", ""))


@never_cache
@require_safe
def to_round(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from the address on a poster to the round, in the round's language."""
    round_ = _found(request, code)
    return _to_start(round_) if isinstance(round_, Round) else _to_entry(request, code)


@private
@require_safe
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and lead on when there is a round that has it."""
    typed = request.GET.get("code", "")[:_LONGEST_CODE].strip()
    if typed:
        round_ = _found(request, typed)
        if isinstance(round_, Round):
            return _to_start(round_)
        if round_ is not None:
            return round_
    context = {"typed": typed, "view_in_all_languages": "enter_code"}
    return render(request, "pages/assessment/answer/code.html", context, status=404 if typed else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Tell what a round is, what is stored and who sees what; let somebody take part."""
    round_ = _found(request, code)
    if round_ is None:
        return _to_entry(request, code)
    if not isinstance(round_, Round):
        return round_
    if "forget" in request.POST:
        return _forget(redirect("start_answering", round_.code), round_)
    return _join(request, round_) if request.method == "POST" else _start(request, round_)


def _join(request: HttpRequest, round_: Round) -> HttpResponse:
    group, secret = request.POST.get("group", ""), request.POST.get("secret", "")
    if not group:
        return _start(request, round_, fault=_("Choose the group that you belong to."))
    if not _SECRET.fullmatch(secret):
        secret = secrets.token_urlsafe(32)
    if use(JOINED, request).is_over:
        return _start(request, round_, fault=_("Very many have begun from your network. Wait a while and try again."))
    try:
        join_round(round_=round_, group=group, secret=secret)
    except WrongGroupError:
        return _start(request, round_, fault=_("Choose one of the groups below."))
    except NotOpenError:
        return _start(request, _of_code(round_.code) or round_)
    return _remember(redirect("answer", secret), round_, secret)


def _start(request: HttpRequest, round_: Round, *, fault: str = "") -> HttpResponse:
    secret, begun = _begun(request, round_)
    posted = request.POST.get("secret", "")
    context: dict[str, Any] = {
        **round_context(round_),
        "chosen": request.POST.get("group", ""),
        "fault": fault,
        "begun": secret if begun else "",
        "secret": posted if _SECRET.fullmatch(posted) else secrets.token_urlsafe(32),
        "view_in_all_languages": "start_answering",
        "view_arguments": [round_.code],
    }
    return render(request, "pages/assessment/answer/start.html", context)


def _found(request: HttpRequest, typed: str) -> Round | HttpResponse | None:
    """Return the round of a code, None when there is none, or the answer to somebody who tries code after code."""
    if (used := next_use(WRONG_CODES, request)).is_over:
        return errors.too_often(request, used.seconds_left)
    round_ = _of_code(normalised(typed))
    if round_ is None:
        use(WRONG_CODES, request)
    return round_


def _of_code(code: str) -> Round | None:
    return Round.objects.select_related("team").filter(code=code).first() if code else None


def _to_start(round_: Round) -> HttpResponse:
    with override(round_.language):
        return redirect("start_answering", round_.code)


def _to_entry(request: HttpRequest, typed: str) -> HttpResponse:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    with override(chosen if chosen in LANGUAGES else get_language()):
        response = redirect("enter_code")
    if typed:
        response["Location"] += f"?{urlencode({'code': typed[:_LONGEST_CODE]})}"
    return response


def _begun(request: HttpRequest, round_: Round) -> tuple[str, Participation | None]:
    """Return the secret that this device remembers for a round, and whose it is."""
    secret = request.COOKIES.get(f"{_COOKIE}-{get_language()}", "")
    participation = participation_of(secret) if _SECRET.fullmatch(secret) else None
    return secret, participation if participation and participation.round_id == round_.pk else None


def _remember(response: HttpResponse, round_: Round, secret: str) -> HttpResponse:
    """Have the device remember the secret: sent to the start of this very round, in any language, and nowhere else."""
    ends = (round_.closes_on - timezone.localdate()) + _REMEMBERED
    for name, path in _cookies(round_):
        response.set_cookie(
            name,
            secret,
            max_age=ends,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _forget(response: HttpResponse, round_: Round) -> HttpResponse:
    for name, path in _cookies(round_):
        response.delete_cookie(name, path=path, samesite="Lax")
    return response


def _cookies(round_: Round) -> list[tuple[str, str]]:
    """Return the cookies' names and paths: one cookie has one path, and the start has one address a language."""
    pairs = []
    for language in LANGUAGES:
        with override(language):
            pairs.append((f"{_COOKIE}-{language}", reverse("start_answering", args=[round_.code])))
    return pairs

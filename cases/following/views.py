"""The pages of who follows a search.

None of them asks for a token against forms sent from elsewhere: nothing here is done by right of a cookie, only by that
of a link in an e-mail. So the search page, with its form, is kept whole for all, and readers get no cookie.
"""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cases.following.addresses import OutOfDateError, address_to_confirm, own_address, own_token, search_link
from cases.following.forms import FollowForm, FrequencyForm
from cases.following.letters import asked_letter
from cases.following.searches import canonical, in_words
from cases.following.services import (
    AlreadyConfirmedError,
    ask_to_follow,
    change_frequency,
    confirm_follow,
    stop_follow,
)
from cases.models.following import MAX_PARAMETERS, Follow, Frequency
from portal.rate_limits import Limit, use, use_for
from portal.security import is_impossible

# For each network address, which a whole town hall may share; and for each e-mail address, whoever asks.
ASKED = Limit("follow-asked", most=200, seconds=3600)
LETTERS = Limit("follow-letters", most=10, seconds=24 * 3600)
_LONGEST_SEARCH = 8000

_either = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@never_cache
@_either
def follow(request: HttpRequest) -> HttpResponse:
    """Return the form for the search in the address; send an e-mail with a link to whoever has filled it in.

    The answer is the same whether the address follows the search, or has been sent enough e-mails, or neither.
    """
    if request.method != "POST":
        return _form(request, canonical(request.GET), {"frequency": Frequency.WEEKLY})
    parameters, form = canonical(_search_in(request)), FollowForm(request.POST)
    faults = {name: str(errors[0]) for name, errors in form.errors.items()}
    if len(parameters) > MAX_PARAMETERS:
        faults["search"] = _("This search is too long to be followed. Choose fewer filters or write fewer words.")
    if faults:
        return _form(request, parameters, request.POST, faults)
    if use(ASKED, request).is_over:
        return _form(request, parameters, request.POST, {"search": _too_often()}, status=429)
    email = form.cleaned_data["email"]
    if not use_for(LETTERS, email).is_over:
        asked = ask_to_follow(
            email=email,
            language=get_language() or "nb",
            parameters=parameters,
            frequency=form.cleaned_data["frequency"],
        )
        try:
            asked_letter(asked).send()
        except (OSError, SMTPException):
            return _form(request, parameters, request.POST, {"search": _not_sent()}, status=503)
    return redirect(f"{reverse('follow_asked')}{'?' if parameters else ''}{parameters}")


def _search_in(request: HttpRequest) -> QueryDict:
    search = QueryDict(request.POST.get("search", "")[:_LONGEST_SEARCH])
    if any(is_impossible(text) for name, values in search.lists() for text in (name, *values)):
        raise BadRequest
    return search


def _form(
    request: HttpRequest, parameters: str, filled: Any, faults: dict[str, str] | None = None, *, status: int = 200
) -> HttpResponse:
    context = {
        **_search_context(parameters),
        "email": filled.get("email", ""),
        "frequency": filled.get("frequency", ""),
        "faults": faults or {},
        "view_in_all_languages": "follow",
    }
    return render(request, "pages/following/follow.html", context, status=status)


def _search_context(parameters: str) -> dict[str, Any]:
    return {
        "parameters": parameters,
        "search": in_words(parameters),
        "frequencies": Frequency.choices,
        "query_in_all_languages": parameters,
    }


@require_safe
def follow_asked(request: HttpRequest) -> HttpResponse:
    """Say that an e-mail is on its way, to everyone alike."""
    context = {**_search_context(canonical(request.GET)), "view_in_all_languages": "follow_asked"}
    return render(request, "pages/following/asked.html", context)


@csrf_exempt
@never_cache
@_either
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Return a page with a button that confirms: programs that look into e-mails open links, but press no buttons."""
    try:
        address = address_to_confirm(token)
    except OutOfDateError as error:
        return _over(request, "out_of_date", Follow.objects.filter(address=error.address, confirmed_at=None).first())
    if address is None:
        raise Http404
    found = Follow.objects.filter(address=address).first()
    if found is None or found.confirmed_at:
        return _over(request, "confirmed" if found else "gone")
    if request.method == "POST":
        try:
            found = confirm_follow(address=address)
        except Follow.DoesNotExist:
            return _over(request, "gone")
        except AlreadyConfirmedError:
            return _over(request, "confirmed")
        return redirect(f"{reverse('change_follow', args=[own_token(found)])}?confirmed=1")
    return render(request, "pages/following/confirm.html", _own_context(found, "confirm_follow", token))


@csrf_exempt
@never_cache
@_either
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Return what somebody follows, to change or to stop, for whoever has the link from an e-mail."""
    found = _owned(token)
    if found is None:
        return _over(request, "gone")
    context = {**_own_context(found, "change_follow", token), "stop_address": reverse("stop_follow", args=[token])}
    if request.method == "POST":
        form = FrequencyForm(request.POST)
        if not form.is_valid():
            faults = {"frequency": str(form.errors["frequency"][0])}
            return render(request, "pages/following/change.html", {**context, "faults": faults})
        try:
            change_frequency(address=found.address, frequency=form.cleaned_data["frequency"])
        except Follow.DoesNotExist:
            return _over(request, "gone")
        return redirect(f"{reverse('change_follow', args=[token])}?saved=1")
    context |= {"is_new": "confirmed" in request.GET, "is_saved": "saved" in request.GET}
    return render(request, "pages/following/change.html", context)


@csrf_exempt
@never_cache
@_either
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop with one click, from here or from a program for e-mail (RFC 8058); opening the address changes nothing."""
    found = _owned(token)
    if request.method == "POST":
        stop_follow(address=own_address(token) or "")
        context = {"parameters": found.parameters if found else "", "view_in_all_languages": "follow"}
        return render(request, "pages/following/stopped.html", context)
    if found is None:
        return _over(request, "gone")
    return render(request, "pages/following/stop.html", _own_context(found, "stop_follow", token))


def _owned(token: str) -> Follow | None:
    """Return what a link is about, None when it is stopped; Http404 for a link that is not ours."""
    if (address := own_address(token)) is None:
        raise Http404
    return Follow.objects.filter(address=address, confirmed_at__isnull=False).first()


def _own_context(found: Follow, view: str, token: str) -> dict[str, Any]:
    return {
        **_search_context(found.parameters),
        "follow": found,
        "search_link": search_link(found),
        "view_in_all_languages": view,
        "view_arguments": [token],
        "query_in_all_languages": "",
    }


def _over(request: HttpRequest, why: str, found: Follow | None = None) -> HttpResponse:
    """Say that a link does nothing any more, and what to do instead."""
    context = {"why": why, "parameters": found.parameters if found else "", "view_in_all_languages": "follow"}
    return render(request, "pages/following/over.html", context, status=410)


def _too_often() -> str:
    return _("This has been done very often from your network just now. Nothing is lost: wait a while and try again.")


def _not_sent() -> str:
    return _("We could not send the e-mail just now. Nothing is lost: try again in a while.")

"""Somebody's own page, and what is done from it. Nobody keeps what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.leaving import HinderedError, Hindrance, delete_account, hindrances_of
from portal.accounts.models import User
from portal.accounts.my_page.deleting import (
    TooManyError,
    UnsentError,
    ask_again_who,
    is_code,
    is_code_sent,
    say_goodbye,
    send_code,
)
from portal.accounts.my_page.forms import AboutMeForm, DeletionForm
from portal.accounts.my_page.sections import notices_for, sections_for
from portal.accounts.my_page.services import save_about_me
from portal.accounts.roles import may_open_admin
from portal.accounts.services import confirm_address, end_sessions
from portal.accounts.sessions import end_session, sessions_of
from portal.accounts.stored.data_file import data_file


def signed_in(request: HttpRequest) -> User:
    """Return whose page it is; the views are for those who are signed in."""
    assert isinstance(request.user, User)  # noqa: S101 - `login_required` has led visitors away
    return request.user


def _copy_of(user: User) -> User:
    """Return the same account for the form to change; the page goes on calling the person as is saved."""
    copied = copy(user)
    # Otherwise Django's note of what was read would be shared.
    copied._state = copy(user._state)
    return copied


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_page(request: HttpRequest) -> HttpResponse:
    """Show somebody's own page, or store name and language."""
    user = signed_in(request)
    # Asked before the form has a copy of the account, so that what was read of its rights is copied with it.
    is_editor = may_open_admin(user)
    form = AboutMeForm(request.POST if request.method == "POST" else None, instance=_copy_of(user))
    if request.method == "POST" and form.is_valid():
        save_about_me(user=form.instance, **form.cleaned_data)
        messages.success(request, _("Your name and language are saved."))
        return redirect(f"{reverse('my_page')}#about-me")
    context = {
        "form": form,
        "is_editor": is_editor,
        "sections": sections_for(user, request),
        "notices": notices_for(user),
        "sessions": sessions_of(user, request.session),
    }
    return render(request, "pages/my_page/my_page.html", context)


@login_required
@require_POST
def end_my_sessions(request: HttpRequest) -> HttpResponse:
    """End one session, or all but this one."""
    user = signed_in(request)
    if "others" in request.POST:
        end_sessions(user=user, but=request)
        messages.success(request, _("You are signed out everywhere else."))
    elif end_session(user=user, name=request.POST.get("session", "")):
        messages.success(request, _("You are signed out there."))
    else:
        messages.info(request, _("That session had ended already."))
    return redirect(f"{reverse('my_page')}#sessions")


@login_required
@require_POST
def my_data(request: HttpRequest) -> HttpResponse:
    """Return all that is stored about somebody, as a file."""
    answer = HttpResponse(data_file(signed_in(request)), content_type="application/json; charset=utf-8")
    name = _("my-data-samskapingsportalen")
    answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_my_account(request: HttpRequest) -> HttpResponse:
    """Say what deleting the account does, send a code, and delete it for whoever writes that."""
    user = signed_in(request)
    ask_again_who(request, user)
    if request.method != "POST":
        return _deletion(request, user)
    if "send" in request.POST:
        return _send_code(request, user)
    form = DeletionForm(request.POST)
    if form.is_valid() and not is_code(request, form.cleaned_data["code"]):
        form.add_error(
            "code", _("The code is not right. Write it as it stands in the last e-mail, or ask for a new one.")
        )
    if not form.is_valid():
        return _deletion(request, user, form)
    confirm_address(user=user)
    email = user.email
    try:
        delete_account(user=user)
    except HinderedError as error:
        return _deletion(request, user, hindrances=error.hindrances)
    logout(request)
    say_goodbye(email)
    return redirect("account_deleted")


def _send_code(request: HttpRequest, user: User) -> HttpResponse:
    try:
        send_code(request, user)
    except TooManyError:
        messages.error(request, _("You have asked for many codes. Wait an hour and try again."))
    except UnsentError:
        messages.error(request, _("We cannot send e-mail at the moment. Try again in a while."))
    return redirect(f"{reverse('delete_my_account')}#code")


def _deletion(
    request: HttpRequest,
    user: User,
    form: DeletionForm | None = None,
    *,
    hindrances: Sequence[Hindrance] | None = None,
) -> HttpResponse:
    context = {
        "form": form or DeletionForm(),
        "is_code_sent": is_code_sent(request),
        "hindrances": hindrances_of(user) if hindrances is None else hindrances,
    }
    return render(request, "pages/my_page/delete.html", context)


@require_safe
def account_deleted(request: HttpRequest) -> HttpResponse:
    """Say goodbye."""
    return render(request, "pages/my_page/deleted.html")

"""The pages of my list and of lists shared by link. None of them is kept for others, and none is for search engines."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.exports.pdf import NotMadeError
from cases.lists.draft import Draft, Entry, after, draft_from, faults_of, joined, stored
from cases.lists.files import KINDS, Kind, file_of
from cases.lists.items import form_context, listed
from cases.lists.services import (
    ChangedMeanwhileError,
    delete_list,
    kept_until,
    note_use,
    opens,
    save_list,
    share_list,
)
from cases.models.lists import MAX_CASES, SharedList
from cases.short_ids import understood_ids
from portal import errors
from portal.rate_limits import Limit, use

# For each network address, which a whole town hall may share.
SHARES = Limit("lists-shared", most=100, seconds=3600)
SAVES = Limit("lists-saved", most=600, seconds=3600)
FILES = Limit("lists-files", most=200, seconds=600)

_either = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@_either
def my_list(request: HttpRequest) -> HttpResponse:
    """Return the list that the browser keeps, or the one in the address; share it when its form asks for that."""
    if request.method != "POST":
        ids = understood_ids(request.GET.getlist("case"), MAX_CASES)
        return _my_list(request, Draft(entries=tuple(Entry(case) for case in ids)))
    draft = after(draft_from(request.POST), request.POST)
    if "share" not in request.POST:
        return _my_list(request, draft)
    if faults := faults_of(draft):
        return _my_list(request, draft, faults)
    if use(SHARES, request).is_over:
        return _my_list(request, draft, {"limit": _too_often()}, status=429)
    shared, secret = share_list(draft=draft)
    return redirect(f"{reverse('edit_shared_list', args=[shared.address, secret])}?new=1")


def _my_list(
    request: HttpRequest, draft: Draft, faults: dict[str, str] | None = None, *, status: int = 200
) -> HttpResponse:
    # The list that the browser keeps is there in every language without its cases in the address.
    own = "1" if request.POST.get("own") == "1" else ""
    context = {
        **form_context(listed(draft, request, faults), request),
        "own": own,
        "view_in_all_languages": "my_list",
        "query_in_all_languages": "" if own else "&".join(f"case={case}" for case in draft.ids),
    }
    return render(request, "pages/my_list.html", context, status=status)


@never_cache
@require_safe
def my_list_cases(request: HttpRequest) -> HttpResponse:
    """Return the published ones of the cases that a browser keeps, as the items of its list."""
    ids = understood_ids(request.GET.getlist("case"), MAX_CASES)
    context = form_context(listed(Draft(entries=tuple(Entry(case) for case in ids)), request), request)
    return render(request, "fragments/list_items.html", context)


@never_cache
@require_POST
def my_list_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Return the list in the form as a file."""
    wanted, draft = _kind(kind), draft_from(request.POST)
    faults = {name: text for name, text in faults_of(draft).items() if name != "name" or draft.name}
    if faults:
        return _my_list(request, draft, faults)
    if use(FILES, request).is_over:
        return _my_list(request, draft, {"limit": _too_often()}, status=429)
    try:
        return file_of(wanted, draft, "", request)
    except NotMadeError:
        return _my_list(request, draft, {"limit": _not_made()}, status=503)


@never_cache
@require_safe
def shared_list(request: HttpRequest, address: str) -> HttpResponse:
    """Return a shared list to read."""
    shared = get_object_or_404(SharedList, address=address)
    note_use(shared=shared)
    return render(request, "pages/shared_list.html", _reading(request, shared))


def _reading(request: HttpRequest, shared: SharedList, fault: str = "") -> dict[str, Any]:
    return {
        "list": listed(stored(shared.name, shared.entries), request),
        "shared": shared,
        "kinds": KINDS.values(),
        "fault": fault,
        "kept_until": kept_until(shared),
        "view_in_all_languages": "shared_list",
        "view_arguments": [shared.address],
    }


@never_cache
@require_safe
def shared_list_file(request: HttpRequest, address: str, kind: str) -> HttpResponse:
    """Return a shared list as a file."""
    wanted, shared = _kind(kind), get_object_or_404(SharedList, address=address)
    used = use(FILES, request)
    if used.is_over:
        return errors.too_often(request, used.seconds_left)
    whole = request.build_absolute_uri(reverse("shared_list", args=[address]))
    try:
        return file_of(wanted, stored(shared.name, shared.entries), whole, request)
    except NotMadeError:
        return render(request, "pages/shared_list.html", _reading(request, shared, _not_made()), status=503)


@never_cache
@_either
def edit_shared_list(request: HttpRequest, address: str, secret: str) -> HttpResponse:
    """Return a shared list to change, for whoever has its edit link; any other secret is no address at all."""
    shared = get_object_or_404(SharedList, address=address)
    if not opens(shared, secret):
        raise Http404
    if request.method != "POST":
        note_use(shared=shared)
        return _edit(request, shared, secret, stored(shared.name, shared.entries))
    if "delete" in request.POST:
        delete_list(address=address)
        return redirect(f"{reverse('my_list')}?deleted=1")
    draft = after(draft_from(request.POST), request.POST)
    return _save(request, shared, secret, draft) if "save" in request.POST else _edit(request, shared, secret, draft)


def _save(request: HttpRequest, shared: SharedList, secret: str, draft: Draft) -> HttpResponse:
    if faults := faults_of(draft):
        return _edit(request, shared, secret, draft, faults)
    if use(SAVES, request).is_over:
        return _edit(request, shared, secret, draft, {"limit": _too_often()}, status=429)
    try:
        save_list(address=shared.address, draft=draft, version=_version(request))
    except ChangedMeanwhileError as changed:
        theirs = stored(changed.current.name, changed.current.entries)
        return _edit(request, changed.current, secret, joined(draft, theirs), theirs=theirs, status=409)
    except SharedList.DoesNotExist as gone:
        raise Http404 from gone
    return redirect(f"{reverse('edit_shared_list', args=[shared.address, secret])}?saved=1")


def _edit(
    request: HttpRequest,
    shared: SharedList,
    secret: str,
    draft: Draft,
    faults: dict[str, str] | None = None,
    *,
    theirs: Draft | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the form. What others saved meanwhile is told, and the next time it is this that is saved over it."""
    version = _version(request) if request.method == "POST" and theirs is None else shared.version
    own = [shared.address, secret]
    context = {
        **form_context(listed(draft, request, faults, theirs), request),
        "shared": shared,
        "version": version,
        "theirs": theirs,
        "is_new": "new" in request.GET,
        "is_saved": "saved" in request.GET,
        "is_unsaved": request.method == "POST",
        "reading_address": request.build_absolute_uri(reverse("shared_list", args=[shared.address])),
        "edit_address": request.build_absolute_uri(reverse("edit_shared_list", args=own)),
        "kept_until": kept_until(shared),
        "view_in_all_languages": "edit_shared_list",
        "view_arguments": own,
    }
    return render(request, "pages/edit_shared_list.html", context, status=status)


def _version(request: HttpRequest) -> int:
    """Return which version the form was filled from; 0, which none has, when it does not say."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _kind(ending: str) -> Kind:
    if ending not in KINDS:
        raise Http404
    return KINDS[ending]


def _too_often() -> str:
    return _("This has been done very often from your network just now. Nothing is lost: wait a while and try again.")


def _not_made() -> str:
    return _("The file could not be made just now. Nothing is lost: try again in a while.")

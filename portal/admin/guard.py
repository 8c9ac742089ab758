"""What the admin refuses before any of Wagtail's views is asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_denied

from portal import errors
from portal.accounts.roles import may_open_admin

_ADMIN = "/admin/"
# Django's form views take PUT for POST, and DELETE on a page that confirms a deletion goes around its checks.
_NEVER = ("PUT", "DELETE")
_PATCHED = "wagtailadmin_dismissibles"
# Pages that fail on purpose, and changes to pages that no page of the admin asks for: they would go around its forms.
_CLOSED = {"wagtailadmin_error_test", "wagtailadmin_api:pages:action"}
_CLOSED_ROUTES = {"admin/test404/"}
# Of these, which lead to the portal's own doors, whoever may not open the admin needs the last.
_DOORS = {"admin/login/", "admin/logout/"}
# Wagtail reads these fields without looking whether they are there.
_NEEDED = {
    "wagtailredirects:process_import": "import_file_name",
    "wagtailadmin_choose_page_external_link": "external-link-chooser-url",
}
# These belong to pages for administrators, and ask for nothing themselves.
_FOR_ADMINISTRATORS = {
    "wagtailadmin_workflows:task_chooser",
    "wagtailadmin_workflows:task_chooser_results",
    "wagtailadmin_workflows:task_chooser_create",
    "wagtailadmin_workflows:task_chosen",
}


class AdminGuard(MiddlewareMixin):
    """Refuses what no page of the admin asks for."""

    def process_view(self, request: HttpRequest, *_args: Any) -> HttpResponse | None:
        """Refuse closed addresses, odd methods, pages for administrators, and forms without what they need."""
        if not request.path_info.startswith(_ADMIN) or request.resolver_match is None:
            return None
        name = request.resolver_match.view_name
        if name in _CLOSED or request.resolver_match.route in _CLOSED_ROUTES:
            return errors.not_found(request)
        if request.method in _NEVER or (request.method == "PATCH" and name != _PATCHED):
            return HttpResponseNotAllowed(["GET", "HEAD", "OPTIONS", "POST"])
        if not request.user.is_authenticated:
            return None
        if not may_open_admin(request.user) and request.resolver_match.route not in _DOORS:
            messages.warning(request, _("The editors' pages are not open to you. This is your own page."))
            return HttpResponseRedirect(reverse("my_page"))
        if name in _FOR_ADMINISTRATORS and not request.user.has_perm("wagtailcore.change_workflow"):
            return permission_denied(request)
        if request.method == "POST" and name in _NEEDED and _NEEDED[name] not in request.POST:
            return errors.bad_request(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 400 where a form came without a field that a browser always sends, such as a story's count."""
        if request.path_info.startswith(_ADMIN) and isinstance(exception, MultiValueDictKeyError):
            return errors.bad_request(request)
        return None

"""Registers what belongs on every page of the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static


@hooks.register("insert_global_admin_js")
def begin_parts() -> SafeString:
    """Load the script that begins choosers, date fields and lists of rows."""
    return format_html('<script src="{}"></script>', versioned_static("js/admin-begin.js"))


@hooks.register("register_account_menu_item")
def how_to_sign_in(request: HttpRequest) -> dict[str, str]:
    """Lead from the account in the admin to where password, passkeys and recovery codes are."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Sign-in and security"),
        "help_text": _("Password, passkeys, app with codes and recovery codes"),
    }


@hooks.register("insert_global_admin_css")
def wear_our_colours() -> SafeString:
    """Load the portal's own colours."""
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("admin/brand.css"))

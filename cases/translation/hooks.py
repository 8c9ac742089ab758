"""Ways to translations in the admin: the menu, and the buttons of a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cases.models.translated import TranslatedPage
from cases.translation import views
from cases.translation.languages import versions_of
from cases.translation.words import language_in_words


class BehindMenuItem(MenuItem):
    """The list of translations that are behind, for those who edit pages."""

    def is_shown(self, request: Any) -> bool:
        """Show it to who may edit any page."""
        policy = policy_registry.get_by_type(Page)
        return bool(policy.user_has_any_permission(request.user, ["add", "change", "publish"]))


def admin_urls() -> list[URLPattern | URLResolver]:
    """Return the addresses of translations' own pages."""
    return [path("translations/", include((views.urlpatterns, "translations"), namespace="translations"))]


def behind_menu_item() -> MenuItem:
    """Return the way to the list."""
    label = gettext_lazy("Translations that are behind")
    return BehindMenuItem(label, reverse("translations:behind"), name="behind", icon_name="globe", order=100)


def listing_buttons(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Yield the way to all languages of a page in a list; it asks nothing of the database."""
    if _is_translated(page) and page.permissions_for_user(user).can_edit():
        yield Button(_("Languages"), reverse("translations:overview", args=[page.pk]), icon_name="globe", priority=15)


def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Yield a way to each other language: to its text with how far it has come, or to starting it from this one."""
    if not _is_translated(page) or not page.permissions_for_user(user).can_edit():
        return
    page = page.specific
    for place, version in enumerate(versions_of(page, user)):
        if version.code == page.locale.language_code:
            continue
        start = reverse("translations:start", args=[page.pk, version.code])
        if version.edit_url:
            label, url = f"{version.name}: {version.state}", version.edit_url
        elif any(url == start for _language, url in version.starts):
            label, url = _("Translate into %(language)s") % {"language": language_in_words(version.code)}, start
        else:
            continue
        yield Button(label, url, icon_name="globe", priority=70 + place)


def _is_translated(page: Any) -> bool:
    return bool(page.specific_class and issubclass(page.specific_class, TranslatedPage) and not page.alias_of_id)

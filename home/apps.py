"""App configuration."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """See the package's own description."""

    name = "home"
    verbose_name = _("Home")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the site's record in step with the settings; say what public pages show, and who may change menus."""
        from cases.views import find_by_address
        from home.models import ArticlePage
        from home.navigation import admin
        from home.stored import NOT_ABOUT_PEOPLE
        from portal.accounts.stored import not_about_people
        from portal.page_cache.declarations import hide, keep_whole, show

        show("home", "HomePage", "ArticlePage", "Navigation")
        hide("home", "LoadedArticle")
        keep_whole("articles")
        find_by_address(ArticlePage)
        admin.register()
        not_about_people(NOT_ABOUT_PEOPLE)
        post_migrate.connect(name_site, sender=self, dispatch_uid="home.name_site")


def name_site(**kwargs: Any) -> None:
    """Give Wagtail's record of the site the address of SITE_URL, so that full addresses are the real ones."""
    from wagtail.models import Site

    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    for site in Site.objects.filter(is_default_site=True).exclude(hostname=address.hostname, port=port):
        site.hostname, site.port = address.hostname or "localhost", port
        site.save()

"""All addresses of the portal. Bokmål stands at /, nynorsk at /nn/, English at /en/."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path, register_converter
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import cache_control, never_cache
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls import display_custom_404
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cases import views as case_views
from cases.compare.views import compare, compare_sheet
from cases.editorial.creating import edit_or_rescue
from cases.exchange.api import api
from cases.exchange.views import open_data
from cases.feeds.views import case_feed
from cases.following import views as following_views
from cases.lists import views as list_views
from cases.lists.addresses import ListAddress, ListSecret
from cases.places import views as place_views
from cases.suggesting import suggest
from cases.teams import urls as teams
from home.article_views import article_overview
from home.sitemaps import SITEMAPS
from home.views import robots_txt
from portal.accounts.urls import COMING_BACK, SIGNING_IN, WAGTAILS_DOORS
from portal.accounts.views import AccountView
from portal.files import or_missing, picture
from portal.health import ProcessView, ReadyView
from portal.languages import remember_language
from toolkit import urls as tools
from toolkit.impact.bank.api import router as indicators

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.not_found"
# allauth asks for it.
handler429 = "portal.errors.too_many_attempts"
handler500 = "portal.errors.server_error"

register_converter(ListAddress, "list")
register_converter(ListSecret, "secret")

# Originals and documents lie beside the renditions, and are not for all who ask.
UPLOADS = re_path(r"^media/images/(?P<path>.+)$", picture, name="pictures")

# A document goes with the page that shows it: nobody may keep it and give it out later.
DOCUMENTS = decorate_urlpatterns(
    decorate_urlpatterns(wagtaildocs_urls.urlpatterns, or_missing), cache_control(private=True, no_cache=True)
)

api.add_router("", indicators)

urlpatterns = [
    path("healthz", ProcessView.as_view(), name="healthz"),
    path("readyz", ReadyView.as_view(), name="readyz"),
    path("robots.txt", robots_txt, name="robots_txt"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("sprak/<str:code>/", remember_language, name="remember_language"),
    path("api/", api.urls),
    path("covers/<uuid:case_id>/<slug:version>.png", case_views.case_cover, name="case_cover"),
    *tools.short_urlpatterns,
    COMING_BACK,
    *WAGTAILS_DOORS,
    # Wagtail's own address of a page's form, but also for a page that was deleted while somebody wrote in it.
    path("admin/pages/<int:page_id>/edit/", never_cache(display_custom_404(require_admin_access(edit_or_rescue)))),
    # Wagtail's own address of one's account, without the portrait.
    path("admin/account/", never_cache(display_custom_404(require_admin_access(AccountView.as_view())))),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(DOCUMENTS)),
    *([UPLOADS] if settings.SERVE_MEDIA else []),
    *i18n_patterns(
        *SIGNING_IN,
        path(pgettext_lazy("address", "model/"), case_views.model_overview, name="model"),
        path(pgettext_lazy("address", "model/<slug:slug>/"), case_views.concept_detail, name="concept"),
        path(pgettext_lazy("address", "municipalities/"), place_views.places_overview, name="municipalities"),
        path(
            pgettext_lazy("address", "municipalities/<str:place>/"),
            place_views.municipality_detail,
            name="municipality",
        ),
        path(pgettext_lazy("address", "counties/"), place_views.counties_overview, name="counties"),
        path(pgettext_lazy("address", "counties/<str:place>/"), place_views.county_detail, name="county"),
        path(pgettext_lazy("address", "learn/"), article_overview, name="articles"),
        path(pgettext_lazy("address", "cases/suggestions/"), suggest, name="suggestions"),
        path(pgettext_lazy("address", "cases/compare/"), compare, name="compare"),
        path(pgettext_lazy("address", "cases/compare/spreadsheet/"), compare_sheet, name="compare_sheet"),
        path(pgettext_lazy("address", "my-list/"), list_views.my_list, name="my_list"),
        path(pgettext_lazy("address", "my-list/cases/"), list_views.my_list_cases, name="my_list_cases"),
        path(pgettext_lazy("address", "my-list/file/<str:kind>/"), list_views.my_list_file, name="my_list_file"),
        path(pgettext_lazy("address", "my-list/<list:address>/"), list_views.shared_list, name="shared_list"),
        path(
            pgettext_lazy("address", "my-list/<list:address>/file/<str:kind>/"),
            list_views.shared_list_file,
            name="shared_list_file",
        ),
        path(
            pgettext_lazy("address", "my-list/<list:address>/edit/<secret:secret>/"),
            list_views.edit_shared_list,
            name="edit_shared_list",
        ),
        *teams.urlpatterns,
        *tools.urlpatterns,
        path(pgettext_lazy("address", "cases/feed/"), case_feed, name="case_feed"),
        path(pgettext_lazy("address", "cases/follow/"), following_views.follow, name="follow"),
        path(pgettext_lazy("address", "cases/follow/sent/"), following_views.follow_asked, name="follow_asked"),
        path(
            pgettext_lazy("address", "cases/follow/confirm/<str:token>/"),
            following_views.confirm,
            name="confirm_follow",
        ),
        path(
            pgettext_lazy("address", "cases/follow/change/<str:token>/"), following_views.change, name="change_follow"
        ),
        path(pgettext_lazy("address", "cases/follow/stop/<str:token>/"), following_views.stop, name="stop_follow"),
        path(pgettext_lazy("address", "open-data/"), open_data, name="open_data"),
        re_path(wagtail_urls.serve_pattern, case_views.serve_page, name="wagtail_serve"),
        prefix_default_language=False,
    ),
]

"""Editors' pages on translations: all languages of a page, starting one, and those that are behind."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from cases.models.translated import TranslatedPage
from cases.translation.languages import may_start, pages_behind, translated_models, versions_of
from cases.translation.services import AlreadyTranslatedError, start_translation
from cases.translation.words import language_in_words

app_name = "translations"


class _OfOnePage(WagtailAdminTemplateMixin, TemplateView):
    """What concerns the languages of one page."""

    header_icon = "globe"

    @cached_property
    def page(self) -> Any:
        """Return the page; 404 for one that is not translated, 403 for who may not edit it."""
        page = get_object_or_404(Page, pk=self.kwargs["page_id"]).specific
        if not isinstance(page, TranslatedPage) or page.alias_of_id:
            raise Http404
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page

    def get_page_subtitle(self) -> str:
        """Return the page's title."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return no path: the page's own title says where one is."""
        return []


class Overview(_OfOnePage):
    """All languages of a page: what there is, how far it has come, and what can be started."""

    template_name = "admin/translation/overview.html"
    page_title = gettext_lazy("Languages")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the languages."""
        return super().get_context_data(versions=versions_of(self.page, self.request.user), **kwargs)


class Start(_OfOnePage):
    """Asks before a draft is made, and makes it."""

    template_name = "admin/translation/start.html"
    page_title = gettext_lazy("Translate")

    @cached_property
    def locale(self) -> Locale:
        """Return the language to translate into; 403 for who may not write there."""
        locale = get_object_or_404(Locale, language_code=self.kwargs["language"])
        if locale.pk != self.page.locale_id and not may_start(self.page, locale, self.request.user):
            raise PermissionDenied
        return locale

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask; or go to the text that is there already."""
        there = self.page.get_translations(inclusive=True).filter(locale=self.locale).first()
        return redirect("wagtailadmin_pages:edit", there.pk) if there else super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the draft and open it; open what somebody else has just made."""
        code = self.locale.language_code
        try:
            draft = start_translation(source=self.page, language=code, user=request.user)
        except AlreadyTranslatedError as already:
            messages.info(request, _("Somebody has started this translation already. Here it is."))
            return redirect("wagtailadmin_pages:edit", already.page.pk)
        text = _("The translation into %(language)s is started: a draft that nobody sees yet.")
        messages.success(request, text % {"language": language_in_words(code)})
        return redirect("wagtailadmin_pages:edit", draft.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the two languages."""
        source = self.page.locale.language_code
        versions = versions_of(self.page, self.request.user)
        starts = next(version.starts for version in versions if version.code == self.locale.language_code)
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "source_language": language_in_words(source),
            "language": language_in_words(self.locale.language_code),
            "others": [start for start in starts if start[0] != language_in_words(source)],
        }


class Behind(PageReportView):
    """Published translations whose source has changed since."""

    page_title = gettext_lazy("Translations that are behind")
    header_icon = "globe"
    template_name = "wagtailadmin/reports/base_report.html"
    results_template_name = "admin/translation/behind.html"
    index_url_name = "translations:behind"
    index_results_url_name = "translations:behind_results"
    permission_policy = policy_registry.get_by_type(Page)
    any_permission_required = {"add", "change", "publish"}
    list_export = ["title", "locale"]
    export_headings = {"title": gettext_lazy("Title"), "locale": gettext_lazy("Language")}

    def get_queryset(self) -> Any:
        """Return those that the user may edit."""
        allowed = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        self.queryset = pages_behind().filter(pk__in=allowed.order_by().values("pk"))
        return super().get_queryset()

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Return the pages of one sheet with their sources, in a fixed number of queries for each page type."""
        return pages_with_sources(object_list)


def pages_with_sources(pages: Any) -> list[Any]:
    """Return pages as what they are, in their order, each with its source in `source`."""
    order = [page.pk for page in pages]
    found: dict[int, Any] = {}
    for model in translated_models():
        own = {page.pk: page for page in model._default_manager.filter(pk__in=order).select_related("locale")}
        keys = {page.translation_key for page in own.values()}
        sources = model._default_manager.filter(translation_key__in=keys).select_related("locale") if keys else []
        by_language = {(source.translation_key, source.locale.language_code): source for source in sources}
        for page in own.values():
            page.source = by_language.get((page.translation_key, page.translated_from))
            page.source_language = language_in_words(page.translated_from)
        found |= own
    return [found[pk] for pk in order if pk in found]


urlpatterns = [
    path("behind/", Behind.as_view(), name="behind"),
    path("behind/results/", Behind.as_view(results_only=True), name="behind_results"),
    path("<int:page_id>/", Overview.as_view(), name="overview"),
    path("<int:page_id>/<slug:language>/", Start.as_view(), name="start"),
]

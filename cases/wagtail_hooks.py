"""Registers what editors see of the library in the admin."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from cases.editorial import review_hooks
from cases.editorial.findings_view import findings
from cases.editorial.preview_checks import use_preview_checks
from cases.editorial.registration import register_editing
from cases.models import ConceptText, Synonym
from cases.teams.admin.registration import register_teams
from cases.translation import hooks as translation
from cases.uploads.reading import refuse_hidden_document

# Hooks are in use once their module is loaded.
__all__ = ["ConceptTextViewSet", "review_hooks"]


class ConceptTextViewSet(SnippetViewSet):
    """Names and descriptions of concepts, by language and kind."""

    model = ConceptText
    icon = "tag"
    menu_label = _("Concepts")
    menu_name = "concepts"
    add_to_admin_menu = True
    list_display = ["name", "short", "locale"]
    list_filter = ["locale", "concept__kind"]
    search_fields = ["name", "short"]
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False


class SynonymChooserViewSet(SnippetChooserViewSet):
    """Nothing chooses a synonym; without a form, Wagtail's chooser breaks down when one is sent to it."""

    form_fields = ["words", "also", "both_ways"]


class SynonymViewSet(SnippetViewSet):
    """Words that find each other; the preview shows what an entry changes."""

    model = Synonym
    chooser_viewset_class = SynonymChooserViewSet
    icon = "search"
    menu_label = _("Synonyms")
    menu_name = "synonyms"
    add_to_admin_menu = True
    list_display = ["words", "also", "both_ways"]
    search_fields = ["words", "also"]
    list_per_page = 100
    copy_view_enabled = False
    inspect_view_enabled = False


register_snippet(ConceptTextViewSet)
register_snippet(SynonymViewSet)
hooks.register("before_serve_document", refuse_hidden_document)
hooks.register("register_admin_urls", translation.admin_urls)
hooks.register("register_reports_menu_item", translation.behind_menu_item)
hooks.register("register_page_listing_more_buttons", translation.listing_buttons)
hooks.register("register_page_header_buttons", translation.header_buttons)


@hooks.register("register_admin_urls")
def register_finding_urls() -> list[URLPattern]:
    """Add the address of the content checks."""
    return [path("pages/<int:page_id>/findings/", findings, name="page_findings")]


register_editing()
register_teams()
hooks.register("construct_wagtail_userbar", use_preview_checks)

"""Registers what editors see of the library in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cases.models import ConceptText


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


register_snippet(ConceptTextViewSet)

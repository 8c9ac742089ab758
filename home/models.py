"""The front page."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """The front page of one language: what this is, and ways in."""

    lead = models.CharField(_("lead"), max_length=200, help_text=_("One sentence that says what the portal is."))
    about = RichTextField(_("about the portal"), blank=True, features=["bold", "italic", "link", "ul"])

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cases.CaseIndexPage"]
    private_page_options: list[str] = []
    content_panels = [*Page.content_panels, "lead", "about"]
    template = "pages/home.html"

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the front page."""
        from home.views import front_page

        return front_page(request, self)

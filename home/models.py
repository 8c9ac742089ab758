"""The front page, and articles below it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from cases.editorial.forms import EditorialPageForm
from cases.models import ReviewedPage
from cases.models.previews import PreviewModes
from cases.models.translated import TranslatedPage
from cases.translation.panels import with_translation
from home.blocks import ArticleBlock
from home.collection import CollectionBlock
from home.navigation.model import Navigation
from home.panels import ARTICLE_FORM, HOME_FORM
from portal.languages import LANGUAGE_PREFIXES, leads_to_pages

__all__ = ["ArticlePage", "HomePage", "Navigation"]


class HomePage(PreviewModes, ReviewedPage, TranslatedPage):
    """The front page of one language: what this is, and ways in."""

    lead = models.CharField(_("lead"), max_length=200, help_text=_("One sentence that says what the portal is."))
    about = RichTextField(_("about the portal"), blank=True, features=["bold", "italic", "link", "ul"])
    collection_heading = models.CharField(_("heading of the collection"), max_length=100, blank=True)
    collection_reason = models.CharField(_("why these cases"), max_length=300, blank=True)
    collection = StreamField(CollectionBlock(), blank=True, verbose_name=_("cases of the collection"))

    text_fields = ("title", "lead", "about", "collection_heading", "collection_reason")
    # One for each language, made by a migration.
    is_creatable = False
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cases.CaseIndexPage", "home.ArticlePage"]
    private_page_options: list[str] = []
    base_form_class = EditorialPageForm
    edit_handler = with_translation(HOME_FORM, texts=text_fields, facts=())
    template = "pages/home.html"

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the front page."""
        from home.front_page import front_page

        return front_page(request, self)


class Shelf(models.TextChoices):
    """What an article is about, and so where it is listed."""

    HANDBOOK = "handbook", _("The handbook's themes")
    PORTAL = "portal", _("About the portal")


class ArticlePage(PreviewModes, ReviewedPage, TranslatedPage):
    """One of the handbook's themes, told anew for those who meet it for the first time; or a page about the portal."""

    summary = models.CharField(
        _("summary"),
        max_length=400,
        help_text=_("Two plain sentences: what the reader learns here, and what it is for."),
    )
    body = StreamField(ArticleBlock(), blank=True, verbose_name=_("text"))
    shelf = models.CharField(
        _("shelf"),
        max_length=20,
        choices=Shelf.choices,
        default=Shelf.HANDBOOK,
        help_text=_("Where the article is listed: among the handbook's themes, or with what is said about the portal."),
    )
    handbook_pages = models.CharField(
        _("pages of the handbook"),
        max_length=40,
        blank=True,
        help_text=_("Where the handbook writes about it, for example 13–14."),
    )

    text_fields = ("title", "summary", "body")
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    # Listed on the front page without asking who may see what.
    private_page_options: list[str] = []
    base_form_class = EditorialPageForm
    edit_handler = with_translation(ARTICLE_FORM, texts=text_fields, facts=())
    template = "pages/article.html"
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        """Raise ValidationError for an address at which the portal itself has something else."""
        super().clean()
        if self.slug and self.locale_id and not _reaches_pages(self.slug, self.locale.language_code):
            raise ValidationError({"slug": _("The portal uses this address itself. Choose another one.")})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the article as a page."""
        from home.article_views import article_detail

        return article_detail(request, self)


class LoadedArticle(models.Model):
    """What was shipped for an article and language, and what came of it: tells later whether anyone has changed it."""

    key = models.CharField(_("key"), max_length=40)
    language = models.CharField(_("language"), max_length=2)
    source_digest = models.CharField(max_length=64)
    page_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="home_loadedarticle_once")]
        verbose_name = _("loaded article")
        verbose_name_plural = _("loaded articles")

    def __str__(self) -> str:
        return f"{self.language}/{self.key}"


def _reaches_pages(slug: str, language: str) -> bool:
    """Say whether an address right below a language's front page leads to Wagtail's pages."""
    if slug in LANGUAGE_PREFIXES:
        return False
    with translation.override(language):
        return leads_to_pages(f"{reverse('wagtail_serve', args=[''])}{slug}/")

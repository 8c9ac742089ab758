"""The case, and the index that lists cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from cases.addresses import RESERVED, is_reserved
from cases.blocks import STORY_FEATURES, StoryBlock
from cases.codes import Actor, ConceptKind, Innovation, Licence, Phase, SourceKind, cell_code
from cases.editorial.copying import CaseCopyForm
from cases.editorial.forms import CaseForm, EditorialPageForm
from cases.models.fields import CodeField, CodeListField, ThicknessField
from cases.models.panels import CASE_FORM, INDEX_FORM
from cases.models.previews import PreviewModes
from cases.models.querysets import CasePageManager
from cases.models.reviewed import ReviewedPage
from cases.models.translated import TranslatedPage
from cases.norwegian import sort_key
from cases.shown_with import check as check_shown_with
from cases.story import rich_texts_of
from cases.translation.panels import with_translation

_YEAR_OR_MONTH = RegexValidator(
    re.compile(r"^(1[89]|20)\d\d(-(0[1-9]|1[0-2]))?\Z"), _("Write a year or a year and month, like 2019 or 2019-04.")
)

CHAPTERS = ("challenge", "solution", "results", "lessons", "transfer")
_TEXTS = ("title", "summary", "place", "image_alt", *CHAPTERS, "body")


def _validate_country(value: str) -> None:
    if value not in countries:
        raise ValidationError(_("%(value)s is not a country code."), params={"value": value})


def _chapter(label: Any, help_text: Any) -> RichTextField:
    return RichTextField(label, blank=True, features=STORY_FEATURES, help_text=help_text)


def texts_of(page: CasePage) -> Iterator[str]:
    """Yield all rich texts of a case as the editor keeps them: chapters, then the story's paragraphs and fact boxes."""
    for chapter in CHAPTERS:
        yield getattr(page, chapter)
    yield from rich_texts_of(page.body)


class CaseIndexPage(PreviewModes, ReviewedPage):
    """The list of cases in one language; its address is where people search and filter."""

    intro = models.TextField(_("introduction"), blank=True, max_length=500)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["cases.CasePage"]
    # The library is public as a whole; listings need not ask who may see what.
    private_page_options: list[str] = []
    base_form_class = EditorialPageForm
    edit_handler = INDEX_FORM
    template = "pages/case_index.html"

    class Meta:
        verbose_name = _("case index")
        verbose_name_plural = _("case indexes")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the listing for the parameters in the address."""
        from cases.views import case_index

        return case_index(request, self)


class CasePage(PreviewModes, ReviewedPage, TranslatedPage):
    """One case in one language. All translations share `translation_key`, which is the case's `id` in the record."""

    summary = models.CharField(
        _("summary"), max_length=400, help_text=_("Two plain sentences: what you did, and what came of it.")
    )

    municipalities = ParentalManyToManyField(
        "cases.Municipality", blank=True, related_name="cases", verbose_name=_("municipalities")
    )
    counties = ParentalManyToManyField("cases.County", blank=True, related_name="cases", verbose_name=_("counties"))
    place = models.CharField(_("place"), max_length=150, blank=True)
    country = models.CharField(_("country"), max_length=2, default="NO", validators=[_validate_country])

    image = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    image_alt = models.CharField(_("alt text"), max_length=255, blank=True)
    image_decorative = models.BooleanField(_("decoration only"), default=False)
    image_credit = models.CharField(_("credit"), max_length=150, blank=True)
    image_consent = models.BooleanField(_("everyone shown has consented"), default=False)

    started = models.CharField(_("started"), max_length=7, blank=True, validators=[_YEAR_OR_MONTH])
    ended = models.CharField(_("ended"), max_length=7, blank=True, validators=[_YEAR_OR_MONTH])
    phase = models.CharField(_("phase"), max_length=20, blank=True, choices=Phase.choices)

    ladder_step = CodeField(_("step of the ladder"), kind=ConceptKind.LADDER_STEP, blank=True)
    thickness = ThicknessField(_("thin or thick"))
    planned_by = models.CharField(_("planned by"), max_length=20, blank=True, choices=Actor.choices)
    produced_by = models.CharField(_("produced by"), max_length=20, blank=True, choices=Actor.choices)
    citizen_roles = CodeListField(verbose_name=_("citizens' roles"), kind=ConceptKind.CITIZEN_ROLE)
    innovation = models.CharField(_("kind of innovation"), max_length=20, blank=True, choices=Innovation.choices)
    themes = CodeListField(verbose_name=_("themes"), kind=ConceptKind.THEME)
    target_groups = CodeListField(verbose_name=_("target groups"), kind=ConceptKind.TARGET_GROUP)

    challenge = _chapter(_("the problem"), _("What was hard, for whom, and how did you know?"))
    solution = _chapter(_("what was done"), _("What did you do together, and who did what?"))
    results = _chapter(_("what came of it"), _("What has changed, and how do you know?"))
    lessons = _chapter(_("what was learnt"), _("Also what failed, and what you would do differently."))
    transfer = _chapter(_("doing the same"), _("What does it take for others to do this?"))
    body = StreamField(StoryBlock(), blank=True, verbose_name=_("free story"))

    contact_name = models.CharField(_("name"), max_length=150, blank=True)
    contact_role = models.CharField(_("role"), max_length=150, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_consent_at = models.DateTimeField(_("consent given"), null=True, blank=True)

    source_kind = models.CharField(_("source"), max_length=20, choices=SourceKind.choices, default=SourceKind.EDITORIAL)
    source_reference = models.CharField(_("reference"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.CC_BY)
    last_confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    # What the tools show with the case; see cases/shown_with.py.
    shown_with = models.JSONField(_("shown with the case"), default=list, blank=True, validators=[check_shown_with])
    # Texts of values and fields that are not ticked (code → how): what somebody wrote is kept until it is deleted.
    hows_set_aside = models.JSONField(default=dict, blank=True, editable=False)
    title_key = models.CharField(max_length=300, editable=False, blank=True, db_collation="C")

    objects = CasePageManager()

    text_fields = _TEXTS
    parent_page_types = ["cases.CaseIndexPage"]
    subpage_types: list[str] = []
    private_page_options: list[str] = []
    template = "pages/case.html"
    edit_handler = with_translation(CASE_FORM, texts=_TEXTS)
    base_form_class = CaseForm
    copy_form_class = CaseCopyForm
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("place")]

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")

    @staticmethod
    def _slug_is_available(slug: str, parent_page: Any, page: Any = None) -> bool:
        """Take what the portal keeps for itself for addresses that others have, where Wagtail looks for a free one."""
        one = page if page is not None and page.locale_id else parent_page
        if one is not None and is_reserved(slug, one.locale.language_code):
            return False
        return bool(Page._slug_is_available(slug, parent_page, page))

    def clean(self) -> None:
        """Raise ValidationError when facts contradict each other, or the portal has something else at the address."""
        if self.slug and self.locale_id and is_reserved(self.slug, self.locale.language_code):
            raise ValidationError({"slug": RESERVED})
        super().clean()
        errors: dict[str, Any] = {}
        if self.started and self.ended and self.ended[: len(self.started)] < self.started[: len(self.ended)]:
            errors["ended"] = _("The end comes before the start.")
        if self.contact_email and not self.contact_consent_at:
            errors["contact_consent_at"] = _("Write when the contact person agreed to be shown.")
        if errors:
            raise ValidationError(errors)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key in step with the title before every save."""
        self.title_key = sort_key(self.title or "")[:300]
        super().full_clean(*args, **kwargs)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the case, and what the search keeps of it in the same transaction."""
        from cases.search.index import contents_to_note, note_case

        whole = kwargs.get("update_fields") is None
        # Taken before: what belongs to the page is at hand until it is saved, and asked for one by one afterwards.
        contents = contents_to_note(self) if whole else None
        super().save(*args, **kwargs)
        if whole:
            note_case(self, contents)

    def texts(self) -> dict[str, str]:
        """Return the case's texts by name, with each *how* and the partners' names; the order of these is a fact."""
        tags = [*self.value_tags.all(), *self.field_tags.all()]
        names = sorted(partner.name.strip() for partner in self.partners.all())
        return {
            **super().texts(),
            **{f"how:{tag.code}": tag.how.strip() for tag in tags},
            "partners": "\n".join(names),
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the case as a page."""
        from cases.views import case_detail

        return case_detail(request, self)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Return the ways to look at a case: as its page, and as its card in lists."""
        return [*super().preview_modes, ("card", _("The card in lists"))]

    def in_mode(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the case as its page or as its card."""
        from cases.views import case_card

        return case_card(request, self) if mode_name == "card" else super().in_mode(request, mode_name)

    @property
    def case_id(self) -> str:
        """Return the id that the case has in every language, as lower-case text."""
        return str(self.translation_key)

    @property
    def cell(self) -> str:
        """Return the code of the case's cell in figure 2 (handbook p. 14), or an empty text."""
        return cell_code(self.planned_by, self.produced_by)

    @property
    def has_public_contact(self) -> bool:
        """Say whether the contact person has agreed, by now, to be shown."""
        agreed = self.contact_consent_at is not None and self.contact_consent_at <= timezone.now()
        return agreed and bool(self.contact_name or self.contact_email)

    @property
    def period(self) -> str:
        """Return the years as `2014–2015`, `2014–` while it runs, `2014`, or an empty text."""
        first, last = self.started[:4], self.ended[:4]
        if first and last and first != last:
            return f"{first}–{last}"
        if first and not last and self.phase in (Phase.PILOT, Phase.RUNNING, Phase.SPREAD):
            return f"{first}–"
        return first or last

"""What belongs to one case page: values and fields with their how, and partners."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cases.codes import ConceptKind
from cases.editorial.widgets import PartnerNameInput
from cases.models.fields import CodeField
from cases.norwegian import fold

_HOW_HELP = _("A few sentences on how the case shows it.")


class ValueTag(Orderable):
    """A value that the case shows, and how (handbook p. 23)."""

    page = ParentalKey("cases.CasePage", on_delete=models.CASCADE, related_name="value_tags")
    code = CodeField(_("value"), kind=ConceptKind.VALUE)
    how = models.TextField(_("how"), blank=True, max_length=1000, help_text=_HOW_HELP)

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "code"], name="cases_valuetag_once")]
        verbose_name = _("value")
        verbose_name_plural = _("values")

    def __str__(self) -> str:
        return self.code


class FieldTag(Orderable):
    """An action field that the case works in, and how (handbook p. 23)."""

    page = ParentalKey("cases.CasePage", on_delete=models.CASCADE, related_name="field_tags")
    code = CodeField(_("action field"), kind=ConceptKind.FIELD)
    how = models.TextField(_("how"), blank=True, max_length=1000, help_text=_HOW_HELP)

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "code"], name="cases_fieldtag_once")]
        verbose_name = _("action field")
        verbose_name_plural = _("action fields")

    def __str__(self) -> str:
        return self.code


class PartnerQuerySet(models.QuerySet["Partner"]):
    """Reads of partners by intent."""

    def suggestions(self, most: int = 1500) -> list[dict[str, str]]:
        """Return name, sector and address of the partners that cases have most often, each name once. One query."""
        counted = self.exclude(name="").values("name", "sector", "url").annotate(cases=models.Count("pk"))
        found: dict[str, dict[str, str]] = {}
        for partner in counted.order_by("-cases", "name", "-url")[:most]:
            found.setdefault(fold(partner["name"]), partner)
        return list(found.values())


class Partner(Orderable):
    """One of those who do the work together."""

    page = ParentalKey("cases.CasePage", on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(_("name"), max_length=200)
    sector = CodeField(_("sector"), kind=ConceptKind.SECTOR)
    url = models.URLField(_("web address"), blank=True, max_length=500)

    panels = [
        FieldPanel(
            "name",
            widget=PartnerNameInput,
            help_text=_("Type, and partners that other cases have are suggested. For example: “NAV Larvik”."),
        ),
        FieldRowPanel(
            [
                FieldPanel("sector", help_text=_("Whom the partner belongs to.")),
                FieldPanel("url", help_text=_("Where one can read more about the partner. May stand empty.")),
            ]
        ),
    ]

    objects = PartnerQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.name


class ImportedCase(models.Model):
    """What an import wrote for a case and locale, to tell later whether anyone has changed it since."""

    case_id = models.UUIDField(_("case"))
    locale = models.CharField(_("language"), max_length=2)
    digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_id", "locale"], name="cases_importedcase_once")]
        verbose_name = _("imported case")
        verbose_name_plural = _("imported cases")

    def __str__(self) -> str:
        return f"{self.case_id} {self.locale}"

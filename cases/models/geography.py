"""Counties and municipalities, and how numbers and names have changed since 2017.

Source: Statistics Norway, table 07459 and Klass 131 and 128 (NLOD); points from Kartverket (CC BY 4.0); Danish codes
from danmarksadresser.dk.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.norwegian import sort_key


class County(models.Model):
    """A Norwegian county (15 since 2024)."""

    number = models.CharField(_("number"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=100)
    sort_key = models.CharField(max_length=120, editable=False, db_collation="C")

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("county")
        verbose_name_plural = _("counties")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the sort key in step with the name."""
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    """Reads of municipalities by intent."""

    def norwegian(self) -> MunicipalityQuerySet:
        """Return the Norwegian ones."""
        return self.filter(country="NO")

    def for_choice(self) -> MunicipalityQuerySet:
        """Return all with their county, Norwegian ones first, by name."""
        return self.select_related("county").order_by("-country", "sort_key")


class Municipality(models.Model):
    """A municipality of today, Norwegian (357) or Danish (98); known by country and number."""

    country = models.CharField(_("country"), max_length=2, choices=[("NO", _("Norway")), ("DK", _("Denmark"))])
    number = models.CharField(_("number"), max_length=4)
    name = models.CharField(_("name"), max_length=100)
    official_name = models.CharField(_("official name"), max_length=150)
    other_names = ArrayField(models.CharField(max_length=100), default=list, blank=True, verbose_name=_("other names"))
    county = models.ForeignKey(
        County, models.PROTECT, null=True, blank=True, related_name="municipalities", verbose_name=_("county")
    )
    region = models.CharField(_("region"), max_length=100, blank=True, help_text=_("Danish municipalities only."))
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    centrality = models.PositiveSmallIntegerField(
        _("centrality"), null=True, blank=True, help_text=_("Statistics Norway's class, 1 most central to 6 least.")
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    area_km2 = models.FloatField(_("area, km²"), null=True, blank=True)
    sort_key = models.CharField(max_length=120, editable=False, db_collation="C")

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        ordering = ["-country", "sort_key", "number"]
        constraints = [models.UniqueConstraint(fields=["country", "number"], name="cases_municipality_number")]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        place = self.county.name if self.county else self.region
        return f"{self.name} ({place})" if place and place != self.name else self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the sort key in step with the name."""
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class MunicipalityChange(models.Model):
    """A number or name that ended, and what came in its place; a split has several rows."""

    effective = models.DateField(_("from"))
    old_number = models.CharField(_("old number"), max_length=4, db_index=True)
    old_name = models.CharField(_("old name"), max_length=150)
    new_number = models.CharField(_("new number"), max_length=4)
    new_name = models.CharField(_("new name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20)

    class Meta:
        ordering = ["effective", "old_number", "new_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["effective", "old_number", "new_number"], name="cases_municipalitychange_once"
            )
        ]
        verbose_name = _("municipality change")
        verbose_name_plural = _("municipality changes")

    def __str__(self) -> str:
        return f"{self.old_number} {self.old_name} → {self.new_number} {self.new_name}"

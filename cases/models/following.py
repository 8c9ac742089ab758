"""A search that somebody follows by e-mail. Beside the address nothing says who that is."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

# What PostgreSQL can hold to be there only once; a search of all words that the box takes fits in.
MAX_PARAMETERS = 2000


class Frequency(models.TextChoices):
    """How often somebody wants to hear of new cases, at most."""

    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")

    @property
    def period(self) -> timedelta:
        """Return the time from one e-mail to the next.

        A little less than it says: where cron looks once a day, a week must not become eight days.
        """
        days = {Frequency.WEEKLY: 7, Frequency.MONTHLY: 30}[self]
        return timedelta(days=days) - timedelta(hours=2)


class Follow(models.Model):
    """An e-mail address and the search that it follows; nothing is sent before its owner has confirmed.

    `address` stands in the links of e-mails, with a signature that only the portal can make: who reads a copy of the
    database can open none of them.
    """

    address = models.CharField(max_length=22, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language"), max_length=2)
    # The parameters of the search's address, in one order and nothing else.
    parameters = models.CharField(_("search"), max_length=MAX_PARAMETERS, blank=True)
    frequency = models.CharField(_("how often"), max_length=7, choices=Frequency.choices, default=Frequency.WEEKLY)
    asked_at = models.DateTimeField(_("asked for"), db_index=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    # Of what was first published until then, everything is told.
    told_until = models.DateTimeField(_("told until"), null=True, blank=True, db_index=True)
    # After an e-mail that could not be delivered: when to try again.
    not_before = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("followed search")
        verbose_name_plural = _("followed searches")
        constraints = [models.UniqueConstraint(fields=["email", "language", "parameters"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

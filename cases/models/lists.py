"""A list of cases that somebody has shared by link. Nothing in it says who that was."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_NAME = 100
MAX_NOTE = 500
MAX_CASES = 50


class SharedList(models.Model):
    """Cases in an order, with notes, at an address that cannot be guessed (128 bits).

    Who has the edit link can change it; of the link's secret only a digest is kept.
    """

    address = models.CharField(_("address"), max_length=22, unique=True)
    edit_digest = models.CharField(max_length=64, editable=False)
    name = models.CharField(_("name"), max_length=MAX_NAME)
    # [{"case": short id, "note": text}, …] in the list's own order; cases may be unpublished meanwhile.
    entries = models.JSONField(_("cases"), default=list)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    used_on = models.DateField(_("last used"), db_index=True)

    class Meta:
        verbose_name = _("shared list")
        verbose_name_plural = _("shared lists")

    def __str__(self) -> str:
        return self.name

"""The record of a language's menu and footer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cases.codes import LANGUAGE_NAMES
from home.navigation.blocks import MAX_COLUMNS, MAX_MENU, ColumnsBlock, LinksBlock


class Navigation(models.Model):
    """Main menu and footer of one language. What is left empty is taken from the next best language."""

    language = models.CharField(
        _("language"), max_length=2, unique=True, editable=False, choices=list(LANGUAGE_NAMES.items())
    )
    menu = StreamField(LinksBlock(max_num=MAX_MENU, required=False), blank=True, verbose_name=_("main menu"))
    footer = StreamField(ColumnsBlock(max_num=MAX_COLUMNS, required=False), blank=True, verbose_name=_("footer"))

    panels = [
        FieldPanel(
            "menu",
            help_text=_(
                "Seven links at most, in the order in which they are shown. What you save is seen by readers at once."
            ),
        ),
        FieldPanel("footer", help_text=_("Four columns at most.")),
    ]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("menu and footer")
        verbose_name_plural = _("menus and footers")

    def __str__(self) -> str:
        return str(self.get_language_display())

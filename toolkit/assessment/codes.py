"""The codes of the self-assessment: never shown to a reader, and never changed."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Nobody may set a smaller group than this, and no round begins with a smaller one than its makers are told of.
LEAST_MINIMUM: Final = 3
USUAL_MINIMUM: Final = 5
MOST_MINIMUM: Final = 20

# What an answer to a statement can be: agreement from 1 to 5, or that one does not know.
AGREEMENT: Final = ("1", "2", "3", "4", "5")
UNSURE: Final = "dk"

# Items that stand beside the statements; a statement's key always has a hyphen.
LADDER: Final = "ladder"
THICKNESS: Final = "thickness"
OPEN: Final = "open"
MAX_OPEN: Final = 2000


class PartnerGroup(models.TextChoices):
    """Whom somebody answers as."""

    MUNICIPALITY = "municipality", _("The municipality")
    CITIZENS = "citizens", _("Users and citizens")
    VOLUNTARY = "voluntary", _("Voluntary organisations")
    BUSINESS = "business", _("Businesses")
    SOCIAL_ENTREPRENEUR = "social_entrepreneur", _("Social entrepreneurs")
    NAV = "nav", _("NAV")
    RESEARCH = "research", _("Research")
    OTHER = "other", pgettext_lazy("partner group", "Others")


class Form(models.TextChoices):
    """How much is asked."""

    FULL = "full", _("The whole form: three statements or more about each value and field")
    SHORT = "short", _("The short form: one statement about each, for a workshop")


class SeenBy(models.TextChoices):
    """Who may see a round's result; each includes those before it. Participants are told before they answer."""

    TEAM = "team", _("The team")
    PARTICIPANTS = "participants", _("The team and all who took part")
    PUBLIC = "public", _("Everybody: the team may show it with the case")

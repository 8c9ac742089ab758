"""Which addresses below the list of cases the portal keeps for itself: a case there would be hidden."""

from __future__ import annotations

from itertools import chain, count

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.languages import leads_to_pages

RESERVED = _("The portal uses this address itself. Choose another one.")


def is_reserved(slug: str, language: str) -> bool:
    """Say whether something else than a case stands at an address, as the feed does, beside the cases of a language."""
    with translation.override(language):
        beside = reverse("case_feed").rstrip("/").rpartition("/")[0]
        return not leads_to_pages(f"{beside}/{slug}/")


def free_beside(slug: str, language: str) -> str:
    """Return the first address like another that the portal does not keep for itself."""
    numbered = (f"{slug}-{number}" for number in count(2))
    return next(one for one in chain([slug], numbered) if not is_reserved(one, language))

"""How others name a case and send it on."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import CasePage

PUBLISHER, PORTAL = "KS", "Samskapingsportalen"


@dataclass(frozen=True)
class Citation:
    """A source reference in parts, so that the title can stand in italics."""

    before: str
    title: str
    after: str

    def __str__(self) -> str:
        return f"{self.before} {self.title}{self.after}"


def citation_of(page: CasePage, address: str) -> Citation:
    """Return the reference as people write it in a list of sources: who, year, title, where."""
    year = timezone.localtime(page.first_published_at).year if page.first_published_at else _("n.d.")
    title = page.title.strip()
    # A title may end with its own mark.
    stop = "" if title[-1:] in ".!?…" else "."
    return Citation(f"{PUBLISHER}. ({year}).", title, f"{stop} {PORTAL}. {address}")


def mail_to_share(page: CasePage, address: str) -> str:
    """Return the address of an empty letter that tells of the case."""
    return "mailto:?" + urlencode({"subject": page.title, "body": f"{page.summary}\r\n\r\n{address}"}, quote_via=quote)


def mail_to_ask(page: CasePage) -> str:
    """Return the address of a letter to those who did the work; empty without consent or without an address."""
    if not (page.has_public_contact and page.contact_email):
        return ""
    subject = _("A question about “%(title)s”") % {"title": page.title}
    return f"mailto:{quote(page.contact_email, safe='@')}?" + urlencode({"subject": subject}, quote_via=quote)

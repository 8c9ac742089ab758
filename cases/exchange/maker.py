"""Makes case records of pages, many at a time with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from wagtail.models import Page

from cases.blocks.raw import document_ids, picture_ids
from cases.exchange.files import file_names
from cases.exchange.fitting import fitting_record
from cases.exchange.html import from_database, linked_page_ids
from cases.exchange.kinds import iso
from cases.exchange.record import FORMAT, as_json
from cases.exchange.story import StoryMaker
from cases.models import CasePage
from cases.models.media import PortalDocument, PortalImage
from cases.models.pages import CHAPTERS, texts_of


class RecordMaker:
    """Makes records of pages; what the texts point at (other pages, pictures) is looked up once for all of them.

    With `drafts`, links to cases that are not live stay links; without, nothing tells of them.
    """

    def __init__(self, pages: Iterable[CasePage], *, with_contacts: bool = False, drafts: bool = False) -> None:
        self.with_contacts = with_contacts
        pages = list(pages)
        linked = {pk for page in pages for html in texts_of(page) for pk in linked_page_ids(html)}
        pictured = {pk for page in pages for pk in (page.image_id, *picture_ids(page.body.raw_data)) if pk}
        attached = {pk for page in pages for pk in document_ids(page.body.raw_data)}
        self._addresses = _addresses(linked, drafts=drafts)
        self._files = file_names(PortalImage, pictured)
        documents = file_names(PortalDocument, attached)
        self._story = StoryMaker(html=self._html, pictures=self._files, documents=documents)

    def record(self, page: CasePage, *, is_draft: bool = False) -> dict[str, Any]:
        """Return the record of one page as plain values, in the contract's order of keys.

        The page is taken as it is in memory, so that a draft's record is the draft's, also one of a live page
        (`is_draft`). A value that the contract does not allow, which a draft may hold, is left as empty as the contract
        lets it be.
        """
        plain: dict[str, Any] = {
            "format": FORMAT,
            "id": page.case_id,
            "locale": page.locale.language_code,
            **{key: getattr(page, key) or "" for key in ("slug", "title", "summary")},
            "place": page.place,
            "country": page.country,
            "image": self._picture(page),
            **{key: getattr(page, key) or None for key in ("started", "ended", "phase")},
            **{
                key: getattr(page, key) or None
                for key in ("ladder_step", "thickness", "planned_by", "produced_by", "innovation")
            },
            **{key: list(getattr(page, key) or ()) for key in ("citizen_roles", "themes", "target_groups")},
            **_belonging_to(page),
            **{chapter: self._html(getattr(page, chapter)) for chapter in CHAPTERS},
            "body": [block for raw in page.body.raw_data if (block := self._story.block(raw))],
            "contact": public_contact(page) if self.with_contacts else None,
            "source": {"kind": page.source_kind, "reference": page.source_reference},
            "licence": page.licence,
            "first_published_at": page.first_published_at if page.live and not is_draft else None,
            "last_confirmed_at": page.last_confirmed_at,
        }
        return as_json(fitting_record(plain))

    def _html(self, html: str | None) -> str:
        return from_database(html, self._addresses.get) if html else ""

    def _picture(self, page: CasePage) -> dict[str, Any] | None:
        name = self._files.get(page.image_id) if page.image_id else None
        if not name:
            return None
        return {
            "file": name,
            "alt": page.image_alt,
            "decorative": page.image_decorative,
            "credit": page.image_credit,
            "consent": page.image_consent,
        }


def _belonging_to(page: CasePage) -> dict[str, list[Any]]:
    """Return places, tags and partners: as `for_open_data()` has fetched them, else as the page has them in memory."""
    if hasattr(page, "partner_objects"):
        return {
            "municipalities": page.municipality_numbers,
            "counties": page.county_numbers,
            "values": page.value_objects,
            "fields": page.field_objects,
            "partners": page.partner_objects,
        }
    return {
        "municipalities": sorted(m.number for m in page.municipalities.all()),
        "counties": sorted(county.number for county in page.counties.all()),
        "values": [{"code": tag.code, "how": tag.how} for tag in page.value_tags.all()],
        "fields": [{"code": tag.code, "how": tag.how} for tag in page.field_tags.all()],
        "partners": [{"name": p.name, "sector": p.sector, "url": p.url} for p in page.partners.all()],
    }


def _addresses(pages: set[int], *, drafts: bool) -> dict[int, str]:
    """Return `case:{id}` for pages of cases and paths for others; none for those that readers cannot get to."""
    if not pages:
        return {}
    alike = CasePage.objects.order_by().filter(translation_key=OuterRef("translation_key"))
    known = Page.objects.order_by().filter(pk__in=pages).select_related("locale")
    addresses = {}
    for page in known.annotate(is_case=Exists(alike), is_open=Exists(alike if drafts else alike.live())):
        if page.is_case:
            address = f"case:{page.translation_key}" if page.is_open else ""
        else:
            address = (page.url or "") if page.live else ""
        if address:
            addresses[page.pk] = address if address.startswith(("/", "case:")) else f"/{address.split('/', 3)[-1]}"
    return addresses


def whole_contact(page: CasePage) -> dict[str, Any] | None:
    """Return the contact person as an editor noted it, or None without one."""
    if not (page.contact_name or page.contact_email or page.contact_role):
        return None
    names = {key: getattr(page, f"contact_{key}") for key in ("name", "role", "email")}
    return {**names, "consent_at": iso(page.contact_consent_at) if page.contact_consent_at else None}


def public_contact(page: CasePage) -> dict[str, Any] | None:
    """Return the contact person if consent is recorded, else None."""
    return whole_contact(page) if page.contact_consent_at else None

"""Fills pages with what records say, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cases.exchange.attachments import Attachments
from cases.exchange.html import to_database
from cases.exchange.record import CaseRecord
from cases.exchange.story import StoryFiller
from cases.models import CasePage, County, FieldTag, Municipality, Partner, ValueTag
from cases.models.pages import CHAPTERS
from cases.models.vocabulary import reading_order
from cases.translation.texts import digest_of

_SAME_NAME = (
    "slug",
    "title",
    "summary",
    "place",
    "country",
    "thickness",
    "citizen_roles",
    "themes",
    "target_groups",
    "licence",
    "last_confirmed_at",
)
_EMPTY_FOR_NULL = ("started", "ended", "phase", "ladder_step", "planned_by", "produced_by", "innovation")


class PageFiller:
    """Knows what records refer to: municipalities, counties, pictures, and the pages of cases that texts link to."""

    def __init__(self, *, attachments: Attachments, linked_cases: Iterable[str]) -> None:
        self.attachments = attachments
        self._municipalities = {(m.country, m.number): m for m in Municipality.objects.all()}
        self._counties = {county.number: county for county in County.objects.all()}
        self._pages_of_cases = _pages_of_cases(linked_cases)

    def fill(self, page: CasePage, record: CaseRecord) -> None:
        """Give a page all that a record says; what the record has no key for stays."""
        for name in _SAME_NAME:
            setattr(page, name, getattr(record, name))
        for name in _EMPTY_FOR_NULL:
            setattr(page, name, getattr(record, name) or "")
        page.source_kind, page.source_reference = record.source.kind, record.source.reference
        page.municipalities = [self._municipalities[record.country, number] for number in record.municipalities]
        page.counties = [self._counties[number] for number in record.counties]
        page.value_tags = [ValueTag(code=t.code, how=t.how, sort_order=n) for n, t in enumerate(record.values)]
        page.field_tags = [FieldTag(code=t.code, how=t.how, sort_order=n) for n, t in enumerate(record.fields)]
        page.partners = [
            Partner(name=p.name, sector=p.sector, url=p.url, sort_order=n) for n, p in enumerate(record.partners)
        ]
        for chapter in CHAPTERS:
            setattr(page, chapter, self._html(getattr(record, chapter), record.locale))
        story = StoryFiller(
            attachments=self.attachments, html=lambda html: self._html(html, record.locale), title=record.title
        )
        page.body = [story.block(block) for block in record.body]
        self._set_picture(page, record)
        _set_contact(page, record)
        _forget_source(page)

    def _set_picture(self, page: CasePage, record: CaseRecord) -> None:
        picture = record.image
        page.image = self.attachments.pictures.take_in(picture.file, record.title) if picture else None
        page.image_alt = picture.alt if picture else ""
        page.image_credit = picture.credit if picture else ""
        page.image_decorative = bool(picture and picture.decorative)
        page.image_consent = bool(picture and picture.consent)

    def _html(self, html: str, locale: str) -> str:
        return to_database(html, lambda case_id: self._page_of_case(case_id, locale)) if html else ""

    def _page_of_case(self, case_id: str, locale: str) -> int | None:
        """Return the page of a case to link to from a text in a locale: the same language, else the next best."""
        by_locale = self._pages_of_cases.get(case_id, {})
        return next((by_locale[code] for code in reading_order(locale) if code in by_locale), None)


def _forget_source(page: CasePage) -> None:
    """Let a translation follow nothing when a file has brought it new texts: nobody has said what these follow."""
    if page.translated_digest and digest_of(page.texts()) != page.texts_digest:
        page.translated_digest = ""


def _set_contact(page: CasePage, record: CaseRecord) -> None:
    # A record without a contact says nothing about one: exports leave contacts out unless asked for.
    if record.contact is not None:
        page.contact_name, page.contact_role = record.contact.name, record.contact.role
        page.contact_email, page.contact_consent_at = record.contact.email, record.contact.consent_at


def _pages_of_cases(case_ids: Iterable[str]) -> dict[str, dict[str, int]]:
    """Return the pages of some cases by id and locale."""
    pages: dict[str, dict[str, int]] = defaultdict(dict)
    rows = CasePage.objects.filter(translation_key__in=set(case_ids))
    for key, locale, pk in rows.values_list("translation_key", "locale__language_code", "pk"):
        pages[str(key)][locale] = pk
    return pages

"""Writes records that have been checked as pages, revisions and publications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail.rich_text import RichText

from cases.exchange.html import to_database
from cases.exchange.pictures import Pictures
from cases.exchange.reading import Line
from cases.exchange.record import CaseRecord
from cases.models import CaseIndexPage, CasePage, County, FieldTag, Municipality, Partner, ValueTag
from cases.models.pages import CHAPTERS
from cases.models.vocabulary import reading_order
from cases.norwegian import sort_key

Progress = Callable[[int, int], None]
_SAME_NAME = ["slug", "title", "summary", "place", "country", "thickness", "citizen_roles", "themes", "target_groups", "licence", "last_confirmed_at"]
_EMPTY_FOR_NULL = ["started", "ended", "phase", "ladder_step", "planned_by", "produced_by", "innovation"]


class CaseWriter:
    """Makes the pages of a file: first all new ones bare, so that they can link to each other, then what they tell."""

    def __init__(self, *, existing: dict[tuple[str, str], CasePage], pictures: Pictures, user: Any = None) -> None:
        self.pages = dict(existing)
        self.pictures = pictures
        self.user = user
        self._municipalities = {(m.country, m.number): m for m in Municipality.objects.all()}
        self._counties = {county.number: county for county in County.objects.all()}
        self._indexes = {index.locale.language_code: index for index in CaseIndexPage.objects.select_related("locale")}
        self._elsewhere: dict[tuple[str, str], int | None] = {}

    def write(self, lines: list[Line], progress: Progress) -> None:
        """Write the lines; `progress` is told how many are done, and of how many."""
        for line in lines:
            if line.identity not in self.pages:
                self.pages[line.identity] = self._bare_page(line.record)
        for done, line in enumerate(lines, start=1):
            self._fill(self.pages[line.identity], line.record)
            progress(done, len(lines))

    def _bare_page(self, record: CaseRecord) -> CasePage:
        index = self._indexes[record.locale]
        page = CasePage(
            title=record.title,
            slug=record.slug,
            summary=record.summary,
            locale=index.locale,
            translation_key=record.id,
            live=False,
            owner=self.user,
        )
        return index.add_child(instance=page)

    def _fill(self, page: CasePage, record: CaseRecord) -> None:
        for name in _SAME_NAME:
            setattr(page, name, getattr(record, name))
        for name in _EMPTY_FOR_NULL:
            setattr(page, name, getattr(record, name) or "")
        page.draft_title, page.title_key = record.title, sort_key(record.title)[:300]
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
        page.body = [self._block(block, record) for block in record.body]
        self._set_picture(page, record)
        self._set_contact(page, record)
        self._save(page, record)

    def _save(self, page: CasePage, record: CaseRecord) -> None:
        if record.first_published_at is None:
            page.full_clean()
            page.save_revision(user=self.user)
            return
        page.first_published_at = record.first_published_at
        page.full_clean()
        page.save_revision(user=self.user).publish(user=self.user)

    def _set_picture(self, page: CasePage, record: CaseRecord) -> None:
        picture = record.image
        page.image = self.pictures.take_in(picture.name, record.title) if picture else None
        page.image_alt = picture.alt if picture else ""
        page.image_credit = picture.credit if picture else ""
        page.image_decorative = bool(picture and picture.decorative)
        page.image_consent = bool(picture and picture.consent)

    @staticmethod
    def _set_contact(page: CasePage, record: CaseRecord) -> None:
        # A record without a contact says nothing about one: exports leave contacts out unless asked for.
        if record.contact is not None:
            page.contact_name, page.contact_role = record.contact.name, record.contact.role
            page.contact_email, page.contact_consent_at = record.contact.email, record.contact.consent_at

    def _block(self, block: Any, record: CaseRecord) -> tuple[str, Any]:
        if block.type == "paragraph":
            return block.type, self._rich(block.value, record.locale)
        if block.type == "fact_box":
            return block.type, {"title": block.value.title, "text": self._rich(block.value.text, record.locale)}
        if block.type == "image":
            marks = block.value.model_dump(exclude={"file"})
            return block.type, {"image": self.pictures.take_in(block.value.name, record.title), **marks}
        return block.type, block.value if isinstance(block.value, str) else block.value.model_dump()

    def _rich(self, html: str, locale: str) -> Any:

        return RichText(self._html(html, locale))

    def _html(self, html: str, locale: str) -> str:
        return to_database(html, lambda case_id: self._page_of_case(case_id, locale)) if html else ""

    def _page_of_case(self, case_id: str, locale: str) -> int | None:
        """Return the page of a case to link to from a text in a locale: the same language, else the next best."""
        for candidate in reading_order(locale):
            if page := self.pages.get((case_id, candidate)):
                return page.pk
        if (case_id, locale) not in self._elsewhere:
            found = CasePage.objects.filter(translation_key=case_id).select_related("locale")
            by_locale = {page.locale.language_code: page.pk for page in found}
            best = (by_locale[code] for code in reading_order(locale) if code in by_locale)
            self._elsewhere[case_id, locale] = next(best, None)
        return self._elsewhere[case_id, locale]

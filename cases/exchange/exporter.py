"""Makes case records of pages, many at a time with a fixed number of queries."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from wagtail.images import get_image_model
from wagtail.models import Page

from cases.codes import LOCALES
from cases.exchange.html import from_database, linked_page_ids
from cases.exchange.record import FORMAT, CaseRecord, as_json, facts_of
from cases.models import CasePage
from cases.models.pages import CHAPTERS, texts_of

class RecordMaker:
    """Makes records of pages; what the texts point at (other pages, pictures) is looked up once for all of them."""

    def __init__(self, pages: Iterable[CasePage], *, with_contacts: bool = False) -> None:
        self.with_contacts = with_contacts
        pages = list(pages)
        linked = {pk for page in pages for html in texts_of(page) for pk in linked_page_ids(html)}
        pictured = {pk for page in pages for pk in _pictures_in(page)} | {p.image_id for p in pages if p.image_id}
        self._addresses = _addresses(linked)
        self._files = _file_names(pictured)

    def record(self, page: CasePage) -> dict[str, Any]:
        """Return the record of one page as plain values, in the contract's order of keys.

        The page is taken as it is in memory, so that a draft's record is the draft's. A value that the contract does not
        allow, which a draft may hold, is left as empty as the contract lets it be.
        """
        plain: dict[str, Any] = {
            "format": FORMAT,
            "id": page.case_id,
            "locale": page.locale.language_code,
            "slug": page.slug,
            "title": page.title,
            "summary": page.summary or page.title,
            "municipalities": sorted(m.number for m in page.municipalities.all()),
            "counties": sorted(county.number for county in page.counties.all()),
            "place": page.place,
            "country": page.country,
            "image": self._picture(page),
            **{key: getattr(page, key) or None for key in ("started", "ended", "phase")},
            "values": [{"code": tag.code, "how": tag.how} for tag in page.value_tags.all()],
            "fields": [{"code": tag.code, "how": tag.how} for tag in page.field_tags.all()],
            **{
                key: getattr(page, key) or None
                for key in ("ladder_step", "thickness", "planned_by", "produced_by", "innovation")
            },
            **{key: list(getattr(page, key)) for key in ("citizen_roles", "themes", "target_groups")},
            "partners": [{"name": p.name, "sector": p.sector, "url": p.url} for p in page.partners.all()],
            **{chapter: self._html(getattr(page, chapter)) for chapter in CHAPTERS},
            "body": [block for raw in page.body.raw_data if (block := self._block(raw))],
            "contact": _contact(page) if self.with_contacts else None,
            "source": {"kind": page.source_kind, "reference": page.source_reference},
            "licence": page.licence,
            "first_published_at": page.first_published_at if page.live else None,
            "last_confirmed_at": page.last_confirmed_at,
        }
        return as_json(CaseRecord.model_validate(plain))

    def _html(self, html: str) -> str:
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

    def _block(self, raw: Any) -> dict[str, Any] | None:
        kind, value = raw["type"], raw["value"]
        if kind == "heading":
            return {"type": kind, "value": value} if value.strip() else None
        if kind == "paragraph":
            return {"type": kind, "value": self._html(value)}
        if kind == "quote":
            words = {"text": value.get("text") or "", "attribution": value.get("attribution") or ""}
            return {"type": kind, "value": words} if words["text"].strip() else None
        if kind == "fact_box":
            box = {"title": value.get("title") or "", "text": self._html(value.get("text") or "")}
            return {"type": kind, "value": box} if box["title"].strip() else None
        name = self._files.get(value.get("image"))
        if kind != "image" or not name:
            return None
        texts = {key: value.get(key) or "" for key in ("alt", "credit")}
        marks = {key: bool(value.get(key)) for key in ("decorative", "consent")}
        picture = {"file": name, "alt": texts["alt"], "decorative": marks["decorative"], "credit": texts["credit"]}
        return {"type": kind, "value": {**picture, "consent": marks["consent"]}}


def _pictures_in(page: CasePage) -> Iterator[int]:
    for raw in page.body.raw_data:
        if raw["type"] == "image" and raw["value"].get("image"):
            yield raw["value"]["image"]


def _addresses(pages: set[int]) -> dict[int, str]:
    if not pages:
        return {}
    cases = CasePage.objects.filter(pk__in=pages).values_list("pk", "translation_key")
    addresses = {pk: f"case:{key}" for pk, key in cases}
    for page in Page.objects.filter(pk__in=pages - addresses.keys()):
        if address := page.url:
            addresses[page.pk] = address if address.startswith("/") else f"/{address.split('/', 3)[-1]}"
    return addresses


def _file_names(images: set[int]) -> dict[int, str]:
    if not images:
        return {}
    found = get_image_model().objects.filter(pk__in=images).only("pk", "file", "file_hash")
    return {image.pk: file_name(image) for image in found}


def file_name(image: Any) -> str:
    """Return the name that a picture has beside a record: its SHA-1 and its file's ending."""
    return f"{image.get_file_hash()}{Path(image.file.name).suffix.lower()}"


def _contact(page: CasePage) -> dict[str, Any] | None:
    if not page.contact_consent_at or not (page.contact_name or page.contact_email):
        return None
    names = {key: getattr(page, f"contact_{key}") for key in ("name", "role", "email")}
    return {**names, "consent_at": page.contact_consent_at}


def with_shared_facts(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return records in which all translations of a case carry the same facts.

    They do so on the site from the moment one is published; a draft may be ahead. The first live one in the order nb, nn,
    en decides, else the first draft.
    """
    by_case: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        by_case[record["id"]].append(record)
    for lines in by_case.values():
        lines.sort(key=lambda line: (line["first_published_at"] is None, LOCALES.index(line["locale"])))
        for line in lines[1:]:
            take_facts(line, lines[0])
    return [line for lines in by_case.values() for line in lines]


def take_facts(line: dict[str, Any], source: dict[str, Any]) -> None:
    """Give a record the facts of another; its own texts stay, by code for each *how* and by place for partners."""
    own = {name: {tag["code"]: tag["how"] for tag in line[name]} for name in ("values", "fields")}
    own_names = [partner["name"] for partner in line["partners"]]
    own_alt = line["image"]["alt"] if line["image"] else ""
    for key in facts_of(source):
        line[key] = source[key]
    for name, how in own.items():
        line[name] = [{"code": tag["code"], "how": how.get(tag["code"], "")} for tag in source[name]]
    line["partners"] = [
        {**partner, "name": own_names[place] if place < len(own_names) else partner["name"]}
        for place, partner in enumerate(source["partners"])
    ]
    if source["image"]:
        line["image"] = {**source["image"], "alt": own_alt}
    line["contact"] = source["contact"]


def export_cases(
    out: TextIO,
    *,
    files: Path | None = None,
    drafts: bool = False,
    with_contacts: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Write all live cases as JSON Lines, one case and locale a line, and their pictures into `files`.

    `drafts` adds cases that are not live, as they stand in their newest draft. Returns the number of lines.
    """
    pages = _pages_to_export(drafts)
    maker = RecordMaker(pages, with_contacts=with_contacts)
    records = []
    for done, page in enumerate(pages, start=1):
        records.append(maker.record(page))
        progress(done, len(pages))
    lines = sorted(with_shared_facts(records), key=lambda line: (line["id"], LOCALES.index(line["locale"])))
    for line in lines:
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
    if files is not None:
        _copy_pictures(lines, files)
    return len(lines)


def _pages_to_export(drafts: bool) -> list[CasePage]:
    live = list(CasePage.objects.live().for_record())
    if not drafts:
        return live
    unpublished = CasePage.objects.filter(live=False).for_record()
    return live + [page.get_latest_revision_as_object() for page in unpublished]


def _copy_pictures(lines: Iterable[dict[str, Any]], files: Path) -> None:
    wanted = {line["image"]["file"] for line in lines if line["image"]}
    wanted |= {b["value"]["file"] for line in lines for b in line["body"] if b["type"] == "image"}
    if not wanted:
        return
    files.mkdir(parents=True, exist_ok=True)
    hashes = {name.split(".")[0] for name in wanted}
    for image in get_image_model().objects.filter(file_hash__in=hashes):
        with image.file.open("rb") as source, (files / file_name(image)).open("wb") as target:
            shutil.copyfileobj(source, target)

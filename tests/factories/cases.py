"""Cases as records and as pages."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone
from PIL import Image

from cases.models import CaseIndexPage, CasePage, FieldTag, Municipality, Partner, ValueTag


def case_record(**changes: Any) -> dict[str, Any]:
    """Return a valid record with every key filled, as a JSON object; `changes` replace keys."""
    record: dict[str, Any] = {
        "format": "samskaping-case/1",
        "id": str(uuid4()),
        "locale": "nb",
        "slug": f"sak-{uuid4().hex[:8]}",
        "title": "Kjøkkenbordet i Larvik",
        "summary": "Familier og fagfolk møtes om ettermiddagen.",
        "municipalities": ["3909"],
        "counties": [],
        "place": "Larvik",
        "country": "NO",
        "image": None,
        "started": "2019-04",
        "ended": "2021",
        "phase": "running",
        "values": [{"code": "openness", "how": "Møtene er åpne."}],
        "fields": [{"code": "equality", "how": ""}, {"code": "facilitation", "how": "Barnevakt og skyss."}],
        "ladder_step": "ambitious",
        "thickness": 4,
        "planned_by": "together",
        "produced_by": "together",
        "citizen_roles": ["co_designer"],
        "innovation": "incremental",
        "themes": ["housing", "poverty"],
        "target_groups": ["low_income"],
        "partners": [{"name": "Frivilligsentralen", "sector": "voluntary", "url": "https://example.org/"}],
        "challenge": "<p>Mange flyttet ofte.</p>",
        "solution": "<p>De møttes på kjøkkenet.</p><ul><li>skyss</li><li>barnevakt</li></ul>",
        "results": "<p>Fem <strong>familier</strong> er med.</p>",
        "lessons": "",
        "transfer": "",
        "body": [
            {"type": "heading", "value": "Slik foregår det"},
            {"type": "paragraph", "value": "<p>Først mat, så møte.</p>"},
            {"type": "quote", "value": {"text": "Her er vi like.", "attribution": "en deltaker"}},
            {"type": "fact_box", "value": {"title": "Fakta", "text": "<p>Fem familier.</p>"}},
        ],
        "contact": None,
        "source": {"kind": "submitted", "reference": "Larvik kommune"},
        "licence": "CC-BY-4.0",
        "first_published_at": "2026-11-02T08:00:00Z",
        "last_confirmed_at": None,
    }
    return {**record, **changes}


def write_lines(folder: Path, *records: dict[str, Any] | str, name: str = "cases.jsonl") -> Path:
    """Write records, or raw lines, as JSON Lines; return the file."""
    lines = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def make_case(locale: str = "nb", *, live: bool = True, index: CaseIndexPage | None = None, **fields: Any) -> CasePage:
    """Return a saved case page; `values`, `fields`, `partners` and `municipalities` take codes, names and numbers."""
    index = index or CaseIndexPage.objects.get(locale__language_code=locale)
    title = fields.pop("title", f"Case {uuid4().hex[:6]}")
    values, tags = fields.pop("values", ()), fields.pop("fields", ())
    partners, numbers = fields.pop("partners", ()), fields.pop("municipalities", ())
    page = CasePage(
        title=title,
        slug=fields.pop("slug", f"case-{uuid4().hex[:10]}"),
        summary=fields.pop("summary", "En kort oppsummering."),
        locale=index.locale,
        live=live,
        first_published_at=fields.pop("first_published_at", timezone.now() if live else None),
        **fields,
    )
    page.value_tags = [ValueTag(code=code, sort_order=n) for n, code in enumerate(values)]
    page.field_tags = [FieldTag(code=code, sort_order=n) for n, code in enumerate(tags)]
    page.partners = [Partner(name=name, sector=sector, sort_order=n) for n, (name, sector) in enumerate(partners)]
    index.add_child(instance=page)
    if numbers:
        page.municipalities.set(Municipality.objects.filter(country=page.country, number__in=numbers))
        page.save()
    return page


def make_cases(count: int, **fields: Any) -> list[CasePage]:
    """Return so many varied cases in one index."""
    index = CaseIndexPage.objects.get(locale__language_code=fields.pop("locale", "nb"))
    values, tags = ("openness", "democracy", "creativity"), ("equality", "anchoring", "facilitation", "communication")
    cases = []
    for number in range(count):
        index.refresh_from_db()
        own = {
            "title": f"Case nummer {number}",
            "values": values[: number % 3 + 1],
            "fields": tags[number % 3 :],
            "themes": ["housing"] if number % 2 else ["integration", "youth"],
            "ladder_step": ("curious", "inviting", "")[number % 3],
            "municipalities": ["3203"] if number % 2 else ["0301", "3909"],
            "partners": [("NAV", "nav")],
        }
        cases.append(make_case(index=index, **{**own, **fields}))
    return cases


def png(width: int = 40, height: int = 30, colour: str = "red") -> bytes:
    """Return the bytes of a small picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()

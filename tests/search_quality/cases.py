"""The library that the search is measured on: the demo, and invented cases beside it that get in its way."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cases.codes import FIELDS, VALUES
from home.demo import DEMO_FILE
from tests.factories.cases import case_record

HERE = Path(__file__).parent
# The demo's cases by short names; their ids are theirs for life.
DEMO = {
    "sisters": "274dd172-fd78-4f73-95df-79e0f826393a",
    "larvik": "a8a3b4a1-fb6d-4e51-9fb2-9c2a91f46a2d",
    "evjemoen": "fc227ea4-2e79-4e43-b002-133171101e3d",
    "sammen": "a9cfc398-9c45-4679-adb0-2e03c5903039",
    "holbaek": "65db4612-1869-45d1-9564-9b7c3e64f638",
    "bua": "0984971d-262b-4902-a5f7-4fe7763f2d49",
    "systua": "08495621-0f47-4f1c-94c9-9cd379fcc90f",
    "boost": "ccaa8e8e-2afb-4faa-8bc2-8ba0ba4baef4",
    "joda": "37ae6945-a68f-44cf-b125-5872e54bdc6b",
    "mandag": "82709cfc-9cbd-4fc5-bf89-f8f1b4ec5c6a",
    "husbanken": "0fb94db9-6b16-4050-92a0-eaf61a03505d",
    "spleis": "57a62de5-54c5-4fb7-82a1-ddfe5cf85029",
}


@dataclass(frozen=True)
class Judged:
    """A question with what should be found, by case id: 3 just what was meant, 2 relevant, 1 worth a look."""

    kind: str
    reader: str
    text: str
    grades: dict[str, int]


def _id_of(slug: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"samskaping:{slug}"))


def _paragraphs(name: str) -> list[list[str]]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [block.splitlines() for block in text.strip().split("\n\n")[1:]]


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def invented() -> list[dict[str, object]]:
    """Return the invented cases as records."""
    records: list[dict[str, object]] = []
    by_slug: dict[str, dict[str, object]] = {}
    for head, summary, text in _paragraphs("library.txt"):
        slug, locale, number, title, codes = (part.strip() for part in head.split(" | "))
        themes, groups, tags, partners = (_listed(part) for part in codes.split("/"))
        original = by_slug.get(partners[0][1:]) if partners[0].startswith("=") else None
        facts = {
            "id": original["id"] if original else _id_of(slug),
            "municipalities": [number],
            "themes": themes,
            "target_groups": groups,
            "values": [{"code": code, "how": ""} for code in tags if code in VALUES],
            "fields": [{"code": code, "how": ""} for code in tags if code in FIELDS],
            "partners": original["partners"]
            if original
            else [dict(zip(("name", "sector", "url"), (*p.split(":"), ""), strict=True)) for p in partners],
        }
        own = {"slug": slug, "locale": locale, "title": title, "summary": summary, "solution": f"<p>{text}</p>"}
        empty = {"place": "", "challenge": "", "results": "", "body": [], "ladder_step": None, "thickness": None}
        empty |= {"planned_by": None, "produced_by": None, "citizen_roles": [], "innovation": None, "phase": None}
        empty |= {"started": None, "ended": None, "source": {"kind": "editorial", "reference": ""}}
        records.append(case_record(**empty, **facts, **own))
        by_slug[slug] = records[-1]
    return records


def all_records() -> io.BytesIO:
    """Return the demo and the invented cases as JSON Lines, as the importer reads them."""
    lines = [line for line in DEMO_FILE.read_text(encoding="utf-8").splitlines() if line.strip()]
    lines += [json.dumps(record, ensure_ascii=False) for record in invented()]
    return io.BytesIO("\n".join(lines).encode())


def judged() -> list[Judged]:
    """Return the questions."""
    ids = {**DEMO, **{record["slug"]: str(record["id"]) for record in invented()}}
    found = []
    for line in (line for block in _paragraphs("queries.txt") for line in block):
        kind, reader, text, grades = re.split(r" \| ?", line)
        pairs = (pair.split("=") for pair in grades.split())
        found.append(Judged(kind, reader, text, {ids[name]: int(grade) for name, grade in pairs}))
    return found

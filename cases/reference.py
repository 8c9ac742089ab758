"""Loads the reference data that the portal cannot do without: geography and the concepts' texts.

Called by a migration, so that a migrated database is always whole, and by `load_reference` after the files changed.
It can be run any number of times: facts are brought up to date, and a text that an editor has changed is left alone.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.apps.registry import Apps

from cases.codes import CODES, LOCALES, THEMES, ConceptKind, handbook_pages
from cases.models.vocabulary import content_digest, content_of
from cases.norwegian import sort_key

DATA = Path(__file__).parent / "data"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _number_or_none(text: str, kind: type) -> Any:
    return kind(text) if text else None


def load_geography(apps: Apps) -> None:
    """Bring counties, municipalities and their changes up to date; none is deleted."""
    County, Municipality, Change = (  # noqa: N806 - model classes
        apps.get_model("cases", name) for name in ("County", "Municipality", "MunicipalityChange")
    )
    County.objects.bulk_create(
        [
            County(number=row["number"], name=row["name"], sort_key=sort_key(row["name"]))
            for row in _rows("counties.csv")
        ],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["name", "sort_key"],
    )
    counties = dict(County.objects.values_list("number", "pk"))
    Municipality.objects.bulk_create(
        [
            Municipality(
                country=row["country"],
                number=row["number"],
                name=row["name"],
                official_name=row["official_name"],
                other_names=[name for name in row["other_names"].split("|") if name],
                county_id=counties.get(row["county"]),
                region=row["region"],
                population=_number_or_none(row["population"], int),
                centrality=_number_or_none(row["centrality"], int),
                latitude=_number_or_none(row["latitude"], float),
                longitude=_number_or_none(row["longitude"], float),
                area_km2=_number_or_none(row["area_km2"], float),
                sort_key=sort_key(row["name"]),
            )
            for row in _rows("municipalities.csv")
        ],
        update_conflicts=True,
        unique_fields=["country", "number"],
        update_fields=[
            "name",
            "official_name",
            "other_names",
            "county",
            "region",
            "population",
            "centrality",
            "latitude",
            "longitude",
            "area_km2",
            "sort_key",
        ],
    )
    Change.objects.bulk_create(
        [
            Change(
                effective=date.fromisoformat(row["effective"]),
                **{key: row[key] for key in ("old_number", "old_name", "new_number", "new_name", "kind")},
            )
            for row in _rows("municipality_changes.csv")
        ],
        update_conflicts=True,
        unique_fields=["effective", "old_number", "new_number"],
        update_fields=["old_name", "new_name", "kind"],
    )


def load_vocabulary(apps: Apps) -> list[str]:
    """Bring concepts and their texts up to date; return which texts were left alone because an editor changed them."""
    Concept = apps.get_model("cases", "Concept")
    Text = apps.get_model("cases", "ConceptText")  # noqa: N806 - a model class
    for kind in ConceptKind.values:
        for order, code in enumerate(CODES[kind]):
            facts = {"order": order, "handbook_pages": handbook_pages(kind, code)}
            if kind == ConceptKind.THEME:
                facts["los_uri"] = THEMES[code]
            Concept.objects.update_or_create(kind=kind, code=code, defaults=facts)
    kept: list[str] = []
    existing = {
        (text.concept.kind, text.concept.code, text.locale): text for text in Text.objects.select_related("concept")
    }
    concepts = {(concept.kind, concept.code): concept for concept in Concept.objects.all()}
    for locale in LOCALES:
        shipped = json.loads((DATA / "vocabulary" / f"{locale}.json").read_text(encoding="utf-8"))
        for (kind, code), concept in concepts.items():
            content = content_of(shipped[kind][code])
            text = existing.get((kind, code, locale))
            if text and text.loaded_digest != content_digest(text):
                kept.append(f"{kind} {code} ({locale})")
                continue
            if text:
                # Where a page is stays, whatever it is called from now on; an editor may have chosen it.
                content.pop("slug")
            text = text or Text(concept=concept, locale=locale)
            for name, value in content.items():
                setattr(text, name, value)
            text.loaded_digest = content_digest(text)
            text.save()
    return kept

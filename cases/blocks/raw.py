"""Reads stories as they are stored, without a query. A pure core."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any


def values_in(items: Any) -> list[dict[str, Any]]:
    """Return the values of a list block as it is stored: with ids or, as older versions are, without."""
    found = (item["value"] if isinstance(item, dict) and item.get("type") == "item" else item for item in items or ())
    return [value for value in found if value]


def picture_ids(raw_data: Iterable[Any]) -> Iterator[int]:
    """Yield the ids of the pictures in a story: those of image blocks, galleries and videos."""
    for raw in raw_data:
        value = raw["value"] or {}
        if raw["type"] == "image":
            holders = [value]
        elif raw["type"] == "gallery":
            holders = values_in(value.get("images"))
        else:
            holders = [value.get("poster") or {}] if raw["type"] == "video" else []
        yield from (pk for holder in holders if (pk := holder.get("image")))


def document_ids(raw_data: Iterable[Any]) -> Iterator[int]:
    """Yield the ids of the documents in a story."""
    for raw in raw_data:
        if raw["type"] == "document" and (pk := (raw["value"] or {}).get("document")):
            yield pk

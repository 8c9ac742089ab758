"""What the bank keeps of a published indicator: what it is, what it is found by. A pure core.

An indicator comes in the form that a publication has it in (toolkit/impact/published.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from cases.search.contents import GRAIN
from cases.search.language import STOP_WORDS, words_in

# What a copy takes with it, beside where it comes from.
COLUMNS: Final = ("name", "level", "for_whom", "kind", "direction", "unit", "frequency")
DETAILS: Final = ("numerator", "denominator", "scale_from", "scale_to", "grades", "breakdown", "method", "source")
_EMPTY: Final[dict[str, Any]] = {"grades": [], "breakdown": [], "scale_from": None, "scale_to": None}
# By these a copy is seen to be the same indicator still; how it is measured may differ from place to place.
_SAME: Final = ("name", "level", "kind")
# How much a word weighs where it stands.
_NAME, _COUNTED, _GROUP, _REST, _TITLE = 3.5, 2.0, 2.0, 1.0, 0.8


def columns_of(indicator: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands in columns of its own."""
    return {name: str(indicator.get(name) or "") for name in COLUMNS}


def content_of(indicator: Mapping[str, Any], *, is_example: bool) -> dict[str, Any]:
    """Return the rest of what the bank keeps."""
    return {
        **{name: indicator.get(name) for name in DETAILS},
        "groups": [{"name": g.get("name", ""), "code": g.get("code", "")} for g in indicator.get("groups") or []],
        "rests_on_research": bool(indicator.get("rests_on_research")),
        "origin": indicator.get("origin"),
        "origin_title": indicator.get("origin_title") or "",
        "is_example": is_example,
    }


def values_for_copy(columns: Mapping[str, str], content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a copy: all that says what is measured and how, and no figure."""
    details = {name: _EMPTY.get(name, "") if content.get(name) is None else content[name] for name in DETAILS}
    return {**columns, **details}


def is_same(indicator: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two are the same indicator: by name, level and kind."""
    return all(_plain(indicator.get(name)) == _plain(other.get(name)) for name in _SAME)


def _plain(value: Any) -> str:
    return " ".join(str(value or "").casefold().split())


def group_codes(content: Mapping[str, Any]) -> list[str]:
    """Return the codes of the groups that an indicator is about itself."""
    return sorted({group["code"] for group in content.get("groups") or [] if group.get("code")})


def texts_of(name: str, unit: str, content: Mapping[str, Any]) -> list[str]:
    """Return all that is written of an indicator, in the order in which it is read."""
    counted = [content.get("numerator") or "", content.get("denominator") or ""]
    groups = [group.get("name", "") for group in content.get("groups") or []]
    rest = [*(content.get("grades") or []), *(content.get("breakdown") or [])]
    return [name, *counted, *groups, unit, *rest, content.get("method") or "", content.get("source") or ""]


def words_of(name: str, unit: str, content: Mapping[str, Any], titles: Iterable[str]) -> dict[str, int]:
    """Return the words that an indicator is found by, with their weight; `titles` are those of its cases."""
    weighed: dict[str, float] = defaultdict(float)
    counted = [content.get("numerator") or "", content.get("denominator") or ""]
    groups = [group.get("name", "") for group in content.get("groups") or []]
    rest = [unit, *(content.get("grades") or []), *(content.get("breakdown") or [])]
    method = [content.get("method") or "", content.get("source") or ""]
    for texts, weight in (
        ([name], _NAME),
        (counted, _COUNTED),
        (groups, _GROUP),
        ([*rest, *method], _REST),
        (titles, _TITLE),
    ):
        for text in texts:
            for word in words_in(text):
                weighed[word] += weight
    return {word: max(1, round(weight * GRAIN)) for word, weight in sorted(weighed.items()) if word not in STOP_WORDS}

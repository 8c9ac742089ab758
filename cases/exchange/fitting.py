"""Makes what a page holds fit the contract: a draft may hold anything, and its record never fails. A pure core."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from cases.exchange.record import CaseRecord, written_by_the_site

# One is enough for most: what a key's own check stops is mended before keys are compared with each other.
_ATTEMPTS = 5


def fitting_record(plain: dict[str, Any]) -> CaseRecord:
    """Return the record of a page's plain values, which are changed where they do not fit the contract.

    A text that is too long is cut; a value that is not allowed goes, and with it the partner, tag or block that cannot
    be without it; a title or summary that is missing is made of what there is.
    """
    plain["slug"] = plain["slug"].strip() or plain["id"]
    plain["title"] = plain["title"].strip() or plain["slug"]
    plain["summary"] = plain["summary"].strip() or plain["title"]
    for _attempt in range(_ATTEMPTS):
        try:
            return written_by_the_site(plain)
        except ValidationError as error:
            _mend(plain, error.errors(include_url=False))
    return written_by_the_site(plain)


def _mend(plain: dict[str, Any], details: list[Any]) -> None:
    spoilt: set[tuple[str, int]] = set()
    for detail in details:
        location = list(detail["loc"])
        if detail["type"] == "expected_at":
            _mend_whole(plain, detail["ctx"]["key"])
        elif detail["type"] == "string_too_long":
            _cut(plain, location, detail["ctx"]["max_length"])
        elif len(location) > 1 and isinstance(location[1], int):
            if location[2:] == ["url"]:
                plain[location[0]][location[1]].pop("url", None)
            else:
                spoilt.add((location[0], location[1]))
        elif len(location) > 1 and location[0] in ("contact", "source"):
            plain[location[0]].pop(location[1], None)
        elif location[0] == "slug":
            plain["slug"] = plain["id"]
        else:
            plain.pop(location[0], None)
    for key, place in sorted(spoilt, reverse=True):
        del plain[key][place]


def _mend_whole(plain: dict[str, Any], key: str) -> None:
    if key in ("values", "fields"):
        firsts = {tag["code"]: tag for tag in reversed(plain[key])}
        plain[key] = list(reversed(firsts.values()))
    else:
        plain.pop(key.split(".")[0], None)


def _cut(plain: dict[str, Any], location: list[Any], length: int) -> None:
    """Cut a text inside lists and objects; the kind of a block, which the location names as well, is no step there."""
    holder: Any = plain
    *path, last = location
    for step in path:
        if isinstance(step, int) or step in holder:
            holder = holder[step]
    holder[last] = holder[last][:length]

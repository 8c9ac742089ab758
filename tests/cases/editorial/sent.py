"""The case form as a browser sends it."""

from __future__ import annotations

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cases.codes import FIELDS, VALUES

_LISTS = ("municipalities", "counties", "themes", "target_groups", "citizen_roles")
_CHAPTERS = ("challenge", "solution", "results", "lessons", "transfer")


def hows(codes: Any, given: dict[str, Any]) -> dict[str, Any]:
    """Return one row for each code: `{"openness": "A how"}` ticks one, `{"openness": (False, "A how")}` does not."""
    rows: dict[str, Any] = {}
    for code in codes:
        ticked, how = given[code] if isinstance(given.get(code), tuple) else (code in given, given.get(code, ""))
        rows[code] = {"how": how, **({"on": "on"} if ticked else {})}
    return rows


def case_form(**changes: Any) -> dict[str, Any]:
    """Return the form with nothing but a title filled in, and the changes."""
    content = {
        "title": "Systua på hjørnet",
        "slug": "systua",
        "summary": "",
        **{chapter: rich_text("") for chapter in _CHAPTERS},
        "body": streamfield([]),
        "value_tags": hows(VALUES, changes.pop("values", {})),
        "field_tags": hows(FIELDS, changes.pop("fields", {})),
        "partners": inline_formset([]),
        "country": "NO",
        "source_kind": "editorial",
        "licence": "CC-BY-4.0",
        "comments": inline_formset([]),
    }
    lists = {name: changes.pop(name) for name in _LISTS if name in changes}
    return {**nested_form_data({**content, **changes}), **lists}

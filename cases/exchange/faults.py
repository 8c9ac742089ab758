"""Says in words what is wrong in a record, and where. A pure core."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_TYPES = {
    "string_type": gettext_lazy("expected a text"),
    "int_type": gettext_lazy("expected a whole number"),
    "bool_type": gettext_lazy("expected true or false"),
    "list_type": gettext_lazy("expected a list"),
    "model_type": gettext_lazy("expected an object"),
    "model_attributes_type": gettext_lazy("expected an object"),
    "dict_type": gettext_lazy("expected an object"),
    "missing": gettext_lazy("this key is required"),
    "datetime_type": gettext_lazy("expected a moment of ISO 8601 such as 2026-11-23T09:00:00+01:00, or null"),
    "union_tag_not_found": gettext_lazy("expected an object with type and value"),
}


def _key_of(location: tuple[int | str, ...]) -> str:
    parts = [str(part + 1) if isinstance(part, int) else part for part in location]
    # The kind of a block stands in the location as well, after its number; people count blocks, not kinds.
    if len(parts) > 2 and parts[0] == "body":
        parts.pop(2)
    return ".".join(parts)


def in_words(detail: Any) -> tuple[str, str]:
    """Return the key at which a record is wrong, and what was expected there."""
    kind, key, context = detail["type"], _key_of(detail["loc"]), detail.get("ctx", {})
    if kind == "expected_at":
        return context["key"], _expected(context["what"])
    if kind == "expected":
        what = _expected(context["what"])
    elif kind == "html":
        what = _("only p, ul, ol, li, strong, em, a, h3 and blockquote are allowed, found %(problems)s") % context
    elif kind == "extra_forbidden":
        what = _("this key is unknown")
    elif kind in ("literal_error", "union_tag_invalid"):
        choices = str(context.get("expected") or context.get("expected_tags")).replace("'", "").replace(" or ", ", ")
        what = _("“%(value)s” is unknown; expected one of: %(choices)s") % {
            "value": _shown(detail["input"], kind),
            "choices": choices,
        }
    elif kind == "string_too_long":
        length = len(detail["input"])
        what = _("expected at most %(most)s characters, found %(length)s") % {
            "most": context["max_length"],
            "length": length,
        }
    elif kind in ("too_short", "too_long"):
        counts = {"least": context.get("min_length"), "most": context.get("max_length")}
        few, many = _("expected at least %(least)s"), _("expected at most %(most)s")
        what = (few if kind == "too_short" else many) % counts
    elif kind in ("greater_than_equal", "less_than_equal"):
        what = _("expected a whole number from 1 to 5")
    else:
        what = str(_TYPES.get(kind, detail["msg"]))
    return key, what


def _shown(value: Any, kind: str) -> str:
    shown = value.get("type", "") if kind == "union_tag_invalid" and isinstance(value, dict) else value
    return str(shown)[:60]


def _expected(what: str) -> str:
    # The record's own expectations are marked for translation where they are written.
    return _("expected %(what)s") % {"what": _(what)}

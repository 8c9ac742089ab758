"""What an address asks of the listing: what is understood of it, and in words what has to be left out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases.filters import MAX_TEXT, PLAIN, CaseFilterSet, known_parameters

# Not a filter: which municipality is ours, so that those like it come first (`cases/places/ours.py`).
LIKE = "like"
# What others hang on to an address to count their readers is nobody's mistake.
_COUNTERS = ("utm_", "mtm_", "fbclid", "gclid", "msclkid", "mc_cid", "mc_eid")
# Of one parameter, and of what is said: each municipality costs a few queries, and nobody reads more.
_MOST_ASKED, _MOST_SAID, _LONGEST_SAID = 25, 8, 60


def understood(data: QueryDict, filter_set: type[CaseFilterSet] = CaseFilterSet) -> tuple[CaseFilterSet, list[str]]:
    """Return a filter set of what means something, and what was left out, a few words for each."""
    parameters, left_out = known_parameters(data, filter_set), []
    for name in parameters:
        values = list(dict.fromkeys(parameters.getlist(name)))
        left_out += [_in_words(name, value, filter_set) for value in values[_MOST_ASKED:]]
        parameters.setlist(name, values[:_MOST_ASKED])
    left_out += _cut_text(parameters)
    filters = filter_set(parameters)
    for name in filters.form.errors:
        values = parameters.getlist(name)
        good = [value for value in values if _means_something(filters.form.fields[name], value, alone=name in PLAIN)]
        left_out += [_in_words(name, value, filter_set) for value in values if value not in good]
        parameters.setlist(name, good)
        if not good:
            del parameters[name]
    left_out += [_shortened(name) for name in data if _is_unknown(name, filter_set)]
    return filter_set(parameters) if filters.form.errors else filters, left_out[:_MOST_SAID]


def _cut_text(parameters: QueryDict) -> list[str]:
    """Shorten a search that is too long, at the end of a word where there is one; what it begins with is asked."""
    text = parameters.get("q", "").strip()
    if len(text) <= MAX_TEXT:
        return []
    kept, _space, _rest = text[: MAX_TEXT + 1].rpartition(" ")
    parameters["q"] = kept.rstrip() or text[:MAX_TEXT]
    return [_("the end of the search, which has more than %(most)s characters") % {"most": MAX_TEXT}]


def _means_something(field: object, value: str, *, alone: bool) -> bool:
    try:
        field.clean(value if alone else [value])  # type: ignore[attr-defined]
    except ValidationError:
        return False
    return True


def _in_words(name: str, value: str, filter_set: type[CaseFilterSet]) -> str:
    if name == "municipality":
        return _("no municipality is called “%(municipality)s”") % {"municipality": _shortened(value)}
    return f"{filter_set.base_filters[name].label}: {_shortened(value)}"


def _is_unknown(name: str, filter_set: type[CaseFilterSet]) -> bool:
    return name not in filter_set.base_filters and name not in ("page", LIKE) and not name.startswith(_COUNTERS)


def _shortened(text: str) -> str:
    return Truncator(text).chars(_LONGEST_SAID)

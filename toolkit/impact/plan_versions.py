"""A plan as it stood when a version ended, and what has been changed since. A pure core."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from toolkit.impact.codes import Step
from toolkit.impact.history_words import Named, Names, Told, in_words, label_of, target_in_words, told
from toolkit.impact.on_a_day import Fields, differences
from toolkit.impact.parts import PARTS
from toolkit.models import Plan

# The lists of a plan's record, and the kind of part in each.
LISTS: Final[Mapping[str, str]] = {
    "sources": "source",
    "goals": "goal",
    "groups": "group",
    "elements": "element",
    "links": "link",
    "indicators": "indicator",
    "evaluations": "evaluation",
}
_OF_PLAN: Final = ("name", "language", "begins", "ends", "problem", "theory")
_BELOW: Final = frozenset({"targets", "measurements"})


@dataclass(frozen=True)
class OldPart:
    """A part as it stood: what it is called, and its fields in words."""

    heading: str
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class OldStep:
    """What stood in a step."""

    step: Step
    parts: Sequence[OldPart]


def parts_in(record: Mapping[str, Any]) -> dict[str, tuple[str, Fields]]:
    """Return the parts of a record by key, each with its kind and its fields; without measurements."""
    found: dict[str, tuple[str, Fields]] = {record["key"]: ("plan", {name: record[name] for name in _OF_PLAN})}
    for name, kind in LISTS.items():
        for row in record[name]:
            found[row["key"]] = (kind, {field: row[field] for field in row if field in PARTS[kind].FIELDS})
    for indicator in record["indicators"]:
        for row in indicator["targets"]:
            found[row["key"]] = ("target", {field: row[field] for field in row if field != "key"})
    return found


def names_in(record: Mapping[str, Any]) -> dict[str, Named]:
    """Return what the parts of a record are called."""
    names: dict[str, Named] = {}
    for name in LISTS:
        for row in record[name]:
            text = next((row[field] for field in ("name", "text", "title", "on") if row.get(field)), "")
            names[row["key"]] = Named(str(text)[:80], row.get("kind", ""), row.get("unit", ""))
    for row in record["links"]:
        ends = [names[row[end]].text for end in ("cause", "effect")]
        names[row["key"]] = Named(" → ".join(ends))
    for indicator in record["indicators"]:
        names |= {row["key"]: names[indicator["key"]] for row in indicator["targets"]}
    return names


def changed_since(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Told]:
    """Return what differs between two records, in words; the evaluation that ended the version is no change."""
    names = {**names_in(then), **names_in(now)}
    rows = differences(parts_in(then), parts_in(now))
    return [told(row, names) for row in rows if row.kind != "evaluation"]


def steps_of(record: Mapping[str, Any]) -> list[OldStep]:
    """Return what stood in a plan, step by step; without the steps that held nothing."""
    names = names_in(record)
    found = [
        OldStep(Step.PROBLEM, [*_text(record, "problem"), *_parts(record, "sources", names)]),
        OldStep(Step.GOALS, list(_parts(record, "goals", names))),
        OldStep(Step.GROUPS, list(_parts(record, "groups", names))),
        OldStep(
            Step.THEORY,
            [*_text(record, "theory"), *_parts(record, "elements", names), *_parts(record, "links", names)],
        ),
        OldStep(Step.INDICATORS, [_indicator(row, names) for row in record["indicators"]]),
        OldStep(Step.EVALUATION, list(_parts(record, "evaluations", names))),
    ]
    return [step for step in found if step.parts]


def _text(record: Mapping[str, Any], name: str) -> Iterator[OldPart]:
    if record[name]:
        yield OldPart("", [(label_of(Plan, name), record[name])])


def _parts(record: Mapping[str, Any], name: str, names: Names) -> Iterator[OldPart]:
    kind = LISTS[name]
    for row in record[name]:
        lines = list(_lines(kind, row, names))
        # What is one text is read without its label.
        yield OldPart(lines[0][1], []) if len(lines) == 1 else OldPart("", lines)


def _indicator(row: Mapping[str, Any], names: Names) -> OldPart:
    own = names[row["key"]]
    lines = [line for line in _lines("indicator", row, names) if line[1] != row["name"]]
    label = label_of(PARTS["target"])
    return OldPart(row["name"], [*lines, *((label, target_in_words(one, names, own)) for one in row["targets"])])


def _lines(kind: str, row: Mapping[str, Any], names: Names) -> Iterator[tuple[str, str]]:
    for field in PARTS[kind].FIELDS:
        value = row.get(field)
        if field not in _BELOW and value is not False and (words := in_words(kind, field, value, names, Named(""))):
            yield label_of(PARTS[kind], field), words

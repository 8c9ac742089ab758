"""A plan taken out, brought in on an empty site and taken out again is the same; a faulty file brings in nothing."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import Team
from cases.teams.refusals import NotAllowedError, RefusedError
from tests.factories import make_person, make_team
from toolkit.impact.codes import Direction, ForWhom, Frequency, Kind, Level, Priority, Rank
from toolkit.impact.demo import make_demo_plan
from toolkit.impact.exchange import FaultyPlanError, plan_from, read_plan, record_of
from toolkit.models import Change, Indicator, Measurement, Plan

pytestmark = pytest.mark.django_db

_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
_FILLED = st.text(st.characters(categories=["L"]), min_size=1, max_size=20)
_DAYS = st.dates().map(str)
_MAYBE_DAYS = st.none() | _DAYS
_FIGURES = st.none() | st.decimals(-(10**14) + 1, 10**14 - 1, places=4).map(
    lambda figure: format(figure.normalize(), "f") if figure else "0"
)
_ADDRESSES = st.sampled_from(["", "https://www.ks.no/æ?a=1", "http://example.org/"])


def _new(keys: Iterator[int]) -> str:
    return str(UUID(int=next(keys)))


def _some(draw: Any, most: int = 3) -> range:
    return range(draw(st.integers(0, most)))


def _some_of(draw: Any, keys: list[str]) -> list[str]:
    return draw(st.lists(st.sampled_from(keys), unique=True)) if keys else []


@st.composite
def _indicators(draw: Any, keys: Iterator[int], elements: list[str], groups: list[str]) -> dict[str, Any]:
    def choice(kind: Any) -> str:
        return str(draw(st.sampled_from(kind.values)))

    figures = ("value", "numerator", "denominator")
    measured = [
        {
            "key": _new(keys),
            "on": day,
            "is_baseline": place == 0,
            **{name: draw(_FIGURES) for name in figures},
            "grade": draw(st.none() | st.integers(1, 7)),
            **{name: draw(_TEXTS) for name in ("text", "said_by", "note", "source")},
            "has_consent": draw(st.booleans()),
            "breakdown": [{"name": draw(_TEXTS), **{name: draw(_FIGURES) for name in figures}} for _ in _some(draw)],
        }
        for place, day in enumerate(sorted(draw(st.lists(_DAYS, max_size=3))))
    ]
    return {
        "key": _new(keys),
        "name": draw(_FILLED),
        "level": choice(Level),
        "for_whom": choice(ForWhom),
        "kind": choice(Kind),
        "direction": choice(Direction),
        "priority": choice(Priority),
        "unit": draw(_TEXTS),
        "numerator": draw(_TEXTS),
        "denominator": draw(_TEXTS),
        "scale_from": draw(st.none() | st.integers(-100, 100)),
        "scale_to": draw(st.none() | st.integers(-100, 100)),
        "grades": draw(st.lists(_FILLED, max_size=7)),
        "breakdown": draw(st.lists(_FILLED, max_size=12)),
        "groups": _some_of(draw, groups),
        "element": draw(st.none() | st.sampled_from(elements)) if elements else None,
        "method": draw(_TEXTS),
        "source": draw(_TEXTS),
        "frequency": draw(st.sampled_from(["", *Frequency.values])),
        "first_due": draw(_MAYBE_DAYS),
        "responsible": draw(_TEXTS),
        "no_baseline_because": draw(_TEXTS),
        "origin": draw(st.none() | st.uuids().map(str)),
        "origin_title": draw(_TEXTS),
        "targets": [
            {"key": _new(keys), "value": draw(_FIGURES), "by_date": draw(_MAYBE_DAYS), "note": draw(_TEXTS)}
            for _ in _some(draw)
        ],
        "measurements": measured,
    }


@st.composite
def _plans(draw: Any) -> dict[str, Any]:
    keys = count(draw(st.integers(1, 2**127)))
    elements = [
        {"key": _new(keys), "rank": draw(st.sampled_from(Rank.values)), "text": draw(_FILLED)} for _ in _some(draw)
    ]
    groups = [
        {
            "key": _new(keys),
            "name": draw(_TEXTS),
            "code": draw(st.sampled_from(["", "young_people"])),
            "needs": draw(_TEXTS),
            "number": draw(st.none() | st.integers(0, 2**31 - 1)),
        }
        for _ in _some(draw)
    ]
    element_keys, group_keys = [one["key"] for one in elements], [one["key"] for one in groups]
    why = ("because", "research")
    links = [
        {
            "key": _new(keys),
            "cause": draw(st.sampled_from(element_keys)),
            "effect": draw(st.sampled_from(element_keys)),
            **{name: draw(_TEXTS) for name in why},
            "research_url": draw(_ADDRESSES),
        }
        for _ in (_some(draw) if element_keys else ())
    ]
    return {
        "format": "samskaping-plan/1",
        "key": _new(keys),
        "name": draw(_TEXTS),
        "language": draw(st.sampled_from(["nb", "nn", "en"])),
        "begins": draw(_MAYBE_DAYS),
        "ends": draw(_MAYBE_DAYS),
        "version": draw(st.integers(1, 9)),
        "is_example": draw(st.booleans()),
        "problem": draw(_TEXTS),
        "theory": draw(_TEXTS),
        "sources": [{"key": _new(keys), "title": draw(_TEXTS), "url": draw(_ADDRESSES)} for _ in _some(draw)],
        "goals": [{"key": _new(keys), "text": draw(_TEXTS)} for _ in _some(draw)],
        "groups": groups,
        "elements": elements,
        "links": links,
        "indicators": [draw(_indicators(keys, element_keys, group_keys)) for _ in _some(draw)],
        "evaluations": [
            {
                "key": _new(keys),
                "on": day,
                **{name: draw(_TEXTS) for name in ("learnt", "adjustments", "evaluator")},
                "is_external": draw(st.booleans()),
                "url": draw(_ADDRESSES),
                "version": draw(st.integers(1, 9)),
            }
            for day in sorted(draw(st.lists(_DAYS, max_size=2)))
        ],
    }


def _brought_in(record: dict[str, Any], team: Team, by: Any = None) -> Plan:
    return plan_from(read_plan(json.dumps(record).encode()), team=team, by=by)


@pytest.fixture
def team() -> Team:
    """Return a team without a plan."""
    return make_team()


@pytest.fixture
def demo(db: Any) -> dict[str, Any]:
    """Return the demo's example plan, taken out of its site, which is empty now."""
    owner = make_person()
    plan = make_demo_plan(which="example", team=make_team("Demo", owner=owner), by=owner)
    record = record_of(plan)
    plan.delete()
    return record


# The plan is taken away after each: nothing that one example leaves can help the next.
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(record=_plans())
def test_what_goes_out_comes_in_again(team: Team, record: dict[str, Any]) -> None:
    plan = _brought_in(record, team)
    assert record_of(plan) == record
    plan.delete()


def test_the_demo_comes_into_an_empty_site_as_it_was(demo: dict[str, Any], team: Team) -> None:
    assert record_of(_brought_in(demo, team)) == demo
    assert len(demo["indicators"]) > 3
    assert Change.objects.get().reason == "Hentet inn fra en fil."


def test_the_same_file_makes_nothing_twice(demo: dict[str, Any], team: Team) -> None:
    plan = _brought_in(demo, team)
    counts = Indicator.objects.count(), Measurement.objects.count()
    with pytest.raises(RefusedError):
        _brought_in(demo, team)
    Plan.objects.update(deleted_at="2026-01-01T00:00Z")
    with pytest.raises(RefusedError):
        _brought_in(demo, team)
    assert (Indicator.objects.count(), Measurement.objects.count()) == counts
    assert Plan.objects.get() == plan


def test_beside_the_plan_it_was_taken_from_all_is_made_anew_and_still_holds_together(
    demo: dict[str, Any], team: Team
) -> None:
    _brought_in(demo, team)
    other = record_of(_brought_in(demo, make_team("Other")))
    assert not set(_keys(other)) & set(_keys(demo))
    assert _numbered(other) == _numbered(demo)


def _keys(record: Any) -> list[str]:
    if isinstance(record, list):
        return [key for one in record for key in _keys(one)]
    if not isinstance(record, dict):
        return []
    own = [record["key"]] if "key" in record else []
    return own + [key for one in record.values() for key in _keys(one)]


def _numbered(record: dict[str, Any]) -> str:
    """Return the record with a number in the place of each key."""
    text = json.dumps(record, sort_keys=True)
    for number, key in enumerate(_keys(record)):
        text = text.replace(key, f"#{number}")
    return text


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("colour",), "red", "colour: denne nøkkelen er ukjent"),
        (("format",), "samskaping-plan/2", "format: "),
        (("key",), "1", "key: forventet en UUID"),
        (("language",), "sv", "language: "),
        (("begins",), "2026-02-30", "begins: forventet en dato"),
        (("name",), "x" * 301, "name: forventet høyst 300 tegn"),
        (("goals", 0, "text"), None, "goals.1.text: forventet en tekst"),
        (("links", 0, "cause"), str(UUID(int=1)), "links.1.cause: forventet nøkkelen"),
        (("indicators", 1, "element"), str(UUID(int=1)), "indicators.2.element: forventet nøkkelen"),
        (("indicators", 0, "groups"), [str(UUID(int=1))], "indicators.1.groups.1: forventet nøkkelen"),
        (("indicators", 0, "measurements", 1, "value"), "1,5", "indicators.1.measurements.2.value: forventet et tall"),
        (("indicators", 0, "measurements", 1, "on"), None, "indicators.1.measurements.2.on: forventet en dato"),
        (("indicators", 0, "measurements", 1, "is_baseline"), 1, "indicators.1.measurements.2.is_baseline: "),
        (("evaluations", 0, "url"), "javascript:1", "evaluations.1.url: forventet en nettadresse"),
        (("indicators", 0, "name"), " \u202e", "indicators.1.name: forventet en tekst som ikke er tom"),
        (("problem",), "a\x00b", "problem: "),
    ],
)
def test_a_faulty_file_says_where_and_brings_in_nothing(
    demo: dict[str, Any], team: Team, path: tuple[Any, ...], value: Any, told: str
) -> None:
    faulty: Any = copy.deepcopy(demo)
    there = faulty
    for step in path[:-1]:
        there = there[step]
    there[path[-1]] = value
    with translation.override("nb"), pytest.raises(FaultyPlanError) as refused:
        _brought_in(faulty, team)
    assert len(refused.value.faults) == 1
    assert str(refused.value.faults[0]).startswith(told)
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"key": 1, "key": 1}', b"{}", b" " * 11_000_000]
)
def test_what_is_no_plan_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(FaultyPlanError) as refused:
        read_plan(raw)
    assert all(fault.expected for fault in refused.value.faults)


def test_who_may_not_write_brings_in_nothing(demo: dict[str, Any]) -> None:
    reader = make_person()
    with pytest.raises(NotAllowedError):
        _brought_in(demo, make_team("Theirs", reader=reader), reader)
    assert not Plan.objects.exists()


def test_taking_out_asks_as_little_whatever_the_size(
    demo: dict[str, Any], team: Team, django_assert_num_queries: Any
) -> None:
    indicator = demo["indicators"][0]
    template = indicator["measurements"][-1]
    for number in range(200):
        own = {"key": str(UUID(int=number + 1)), "on": str(date(2000 + number // 12, number % 12 + 1, 1))}
        indicator["measurements"].append(template | own)
    plan = _brought_in(demo, team)
    plan = Plan.objects.get(pk=plan.pk)
    with django_assert_num_queries(9):
        record_of(plan)


def test_the_commands_take_a_plan_from_one_site_to_another(demo: dict[str, Any], team: Team, tmp_path: Any) -> None:
    _brought_in(demo, team)
    file, again = str(tmp_path / "out.jsonl"), str(tmp_path / "again.jsonl")
    call_command("export_plans", file, stdout=StringIO())
    Plan.objects.get().delete()
    call_command("import_plans", file, f"--team={team.pk}", stdout=StringIO())
    call_command("export_plans", again, f"--team={team.pk}", stdout=StringIO())
    assert (tmp_path / "again.jsonl").read_text() == (tmp_path / "out.jsonl").read_text()
    with pytest.raises(CommandError):
        call_command("import_plans", file, f"--team={team.pk}")
    (tmp_path / "bad.json").write_text("{}")
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("import_plans", str(tmp_path / "bad.json"), f"--team={team.pk}", stderr=said)
    assert "key: " in said.getvalue()
    assert Plan.objects.count() == 1

"""The record of an impact plan, key by key: what `samskaping-plan/1` may hold. A pure core: no database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_noop
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from cases.codes import CODES, ConceptKind
from cases.exchange.kinds import Identifier, choices, expected
from cases.exchange.parts import Part
from toolkit.impact.codes import Direction, ForWhom, Frequency, Kind, Level, Priority, Rank
from toolkit.impact.indicator_rules import MOST_BREAKDOWN, MOST_GRADES
from toolkit.impact.seen_text import says_anything
from toolkit.models.plans import LONGEST_LINE, LONGEST_TEXT, LONGEST_URL

FORMAT: Final = "samskaping-plan/1"
# More parts than any plan has; a file with more is no plan.
MOST_PARTS, MOST_MEASUREMENTS = 1000, 5000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_FIGURE = re.compile(r"-?(0|[1-9][0-9]{0,13})(\.[0-9]{1,4})?\Z")
_is_web_address = URLValidator()
_LARGEST: Final = 2_147_483_647


def _day(value: Any) -> Any:
    if isinstance(value, str) and _DAY.match(value):
        with suppress(ValueError):
            value = date.fromisoformat(value)
    if isinstance(value, date):
        return value
    raise expected(gettext_noop("a date such as 2026-12-31, or null"))


def _figure(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and _FIGURE.match(value):
        return Decimal(value)
    raise expected(gettext_noop("a figure as a text, such as “12.5”, with at most 4 decimals, or null"))


def plain_figure(value: Decimal) -> str:
    """Return a figure as the record writes it: the shortest decimal text, never minus nothing."""
    return format(value.normalize(), "f") if value else "0"


def _whole(least: int, most: int) -> AfterValidator:
    def check(value: int) -> int:
        if not least <= value <= most:
            raise expected(gettext_noop("a whole number that is not too small and not too large"))
        return value

    return AfterValidator(check)


def _filled(value: str) -> str:
    if not says_anything(value):
        raise expected(gettext_noop("a text that is not empty"))
    return value


def _address(value: str) -> str:
    try:
        if value:
            _is_web_address(value)
    except ValidationError as error:
        what = gettext_noop("a web address that begins with http:// or https://, or an empty text")
        raise expected(what) from error
    return value


Day = Annotated[date, BeforeValidator(_day)]
Figure = Annotated[Decimal, BeforeValidator(_figure), PlainSerializer(plain_figure, return_type=str)]
Line = Annotated[str, Field(max_length=LONGEST_LINE)]
FilledLine = Annotated[str, Field(max_length=LONGEST_LINE), AfterValidator(_filled)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Address = Annotated[str, Field(max_length=LONGEST_URL), AfterValidator(_address)]
Count = Annotated[int, _whole(0, _LARGEST)]
Whole = Annotated[int, _whole(-_LARGEST, _LARGEST)]
Version = Annotated[int, _whole(1, 100_000)]
Grade = Annotated[int, _whole(0, 32_767)]
_Group: Any = Literal[("", *CODES[ConceptKind.TARGET_GROUP])]
# What `choices` gives back are types made as this module is read; mypy cannot see them.
_Rank: Any = choices(Rank.values)
_Level: Any = choices(Level.values)
_ForWhom: Any = choices(ForWhom.values)
_Kind: Any = choices(Kind.values)
_Direction: Any = choices(Direction.values)
_Priority: Any = choices(Priority.values)
_Frequency: Any = choices(["", *Frequency.values])


class Keyed(Part):
    """A part of a plan; its place in its list is its place in the plan."""

    key: Identifier


class SourceRecord(Keyed):
    """What the account of the problem rests on."""

    title: Line = ""
    url: Address = ""


class GoalRecord(Keyed):
    """What the work is to lead to."""

    text: Text = ""


class GroupRecord(Keyed):
    """Whom the work is for."""

    name: Line = ""
    code: _Group = ""
    needs: Text = ""
    number: Count | None = None


class ElementRecord(Keyed):
    """A knot of the theory of change."""

    rank: _Rank
    text: FilledLine


class LinkRecord(Keyed):
    """That one element leads to another."""

    cause: Identifier
    effect: Identifier
    because: Text = ""
    research: Text = ""
    research_url: Address = ""


class TargetRecord(Keyed):
    """What an indicator is to reach."""

    value: Figure | None = None
    by_date: Day | None = None
    note: Text = ""


class BreakdownRecord(Part):
    """One row of what a measurement is broken down by."""

    name: Line
    value: Figure | None = None
    numerator: Figure | None = None
    denominator: Figure | None = None


class MeasurementRecord(Keyed):
    """What was measured on a day."""

    on: Day
    is_baseline: bool = False
    value: Figure | None = None
    numerator: Figure | None = None
    denominator: Figure | None = None
    grade: Grade | None = None
    text: Text = ""
    said_by: Line = ""
    has_consent: bool = False
    breakdown: Annotated[list[BreakdownRecord], Field(max_length=MOST_BREAKDOWN * 2)] = []
    note: Text = ""
    source: Line = ""


class IndicatorRecord(Keyed):
    """What shows whether the work helps, with its target figures and its measurements."""

    name: FilledLine
    level: _Level
    for_whom: _ForWhom = ForWhom.INDIVIDUAL.value
    kind: _Kind = Kind.NUMBER.value
    direction: _Direction = Direction.MORE.value
    priority: _Priority = Priority.MIDDLE.value
    unit: Annotated[str, Field(max_length=60)] = ""
    numerator: Line = ""
    denominator: Line = ""
    scale_from: Whole | None = None
    scale_to: Whole | None = None
    grades: Annotated[list[FilledLine], Field(max_length=MOST_GRADES)] = []
    breakdown: Annotated[list[FilledLine], Field(max_length=MOST_BREAKDOWN)] = []
    groups: Annotated[list[Identifier], Field(max_length=MOST_PARTS)] = []
    element: Identifier | None = None
    method: Text = ""
    source: Line = ""
    frequency: _Frequency = ""
    first_due: Day | None = None
    responsible: Line = ""
    no_baseline_because: Text = ""
    origin: Identifier | None = None
    origin_title: Line = ""
    targets: Annotated[list[TargetRecord], Field(max_length=MOST_PARTS)] = []
    measurements: Annotated[list[MeasurementRecord], Field(max_length=MOST_MEASUREMENTS)] = []


class EvaluationRecord(Keyed):
    """What was learnt, and the version of the plan that it ended."""

    on: Day
    learnt: Text = ""
    adjustments: Text = ""
    is_external: bool = False
    evaluator: Line = ""
    url: Address = ""
    version: Version = 1


class PlanRecord(Keyed):
    """A whole plan."""

    format: Literal["samskaping-plan/1"]
    name: Line = ""
    language: Literal["nb", "nn", "en"]
    begins: Day | None = None
    ends: Day | None = None
    version: Version = 1
    is_example: bool = False
    problem: Text = ""
    theory: Text = ""
    sources: Annotated[list[SourceRecord], Field(max_length=MOST_PARTS)] = []
    goals: Annotated[list[GoalRecord], Field(max_length=MOST_PARTS)] = []
    groups: Annotated[list[GroupRecord], Field(max_length=MOST_PARTS)] = []
    elements: Annotated[list[ElementRecord], Field(max_length=MOST_PARTS)] = []
    links: Annotated[list[LinkRecord], Field(max_length=MOST_PARTS)] = []
    indicators: Annotated[list[IndicatorRecord], Field(max_length=MOST_PARTS)] = []
    evaluations: Annotated[list[EvaluationRecord], Field(max_length=MOST_PARTS)] = []


def keyed_parts(record: PlanRecord) -> Iterator[tuple[str, Keyed]]:
    """Yield each part with its path, as people count: the first is 1."""
    for name in ("sources", "goals", "groups", "elements", "links", "indicators", "evaluations"):
        for number, part in enumerate(getattr(record, name), start=1):
            yield f"{name}.{number}", part
    for number, indicator in enumerate(record.indicators, start=1):
        for name in ("targets", "measurements"):
            for place, part in enumerate(getattr(indicator, name), start=1):
                yield f"indicators.{number}.{name}.{place}", part


def faults_of(record: PlanRecord) -> Iterator[tuple[str, str]]:
    """Yield where the parts do not hold together, and what was expected there, marked for translation."""
    seen: set[UUID] = set()
    for path, part in keyed_parts(record):
        if part.key in seen:
            yield f"{path}.key", gettext_noop("each key once")
        seen.add(part.key)
    elements, groups = {one.key for one in record.elements}, {one.key for one in record.groups}
    an_element, a_group = (
        gettext_noop("the key of an element in this file"),
        gettext_noop("the key of a target group in this file"),
    )
    for number, link in enumerate(record.links, start=1):
        for name in ("cause", "effect"):
            if getattr(link, name) not in elements:
                yield f"links.{number}.{name}", an_element
    for number, indicator in enumerate(record.indicators, start=1):
        path = f"indicators.{number}"
        if indicator.element is not None and indicator.element not in elements:
            yield f"{path}.element", an_element
        for place, group in enumerate(indicator.groups, start=1):
            if group not in groups:
                yield f"{path}.groups.{place}", a_group
        baselines = [place for place, one in enumerate(indicator.measurements, start=1) if one.is_baseline]
        for place in baselines[1:]:
            yield f"{path}.measurements.{place}.is_baseline", gettext_noop("at most one baseline for an indicator")

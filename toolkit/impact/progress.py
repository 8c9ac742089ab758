"""How far a plan has come: for each step what is there, what is missing and why that matters, and the threads laid in.

A pure core but for the language: plain counts in, sentences out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toolkit.impact.codes import Step

WIDTH, HEIGHT = 132, 124
_LEFT, _TOP, _ROW, _WARPS = 2, 8, 12, (18, 42, 66, 90, 114)


class State(StrEnum):
    """How far a step has come."""

    NONE = "none"
    BEGUN = "begun"
    WHOLE = "whole"


@dataclass(frozen=True)
class Counts:
    """What there is of a plan. The last ones are counts of indicators that lack something."""

    has_problem: bool = False
    sources: int = 0
    goals: int = 0
    groups: int = 0
    without_needs: int = 0
    activities: int = 0
    changes: int = 0
    """Outcomes and impacts in the theory of change."""
    links: int = 0
    has_theory: bool = False
    indicators: int = 0
    of_change: int = 0
    """Indicators of outcomes and impacts."""
    evaluations: int = 0
    without_method: int = 0
    without_frequency: int = 0
    without_responsible: int = 0
    without_target: int = 0
    without_baseline: int = 0
    """With neither a baseline nor a reason why there is none."""
    without_measurement: int = 0
    """With nothing measured after the baseline."""


@dataclass(frozen=True)
class StepProgress:
    """How far one step has come; `missing` says what is not there and why it matters."""

    step: Step
    number: int
    state: State
    missing: Sequence[str]

    @property
    def words(self) -> str:
        """Return the state in words."""
        return {State.NONE: _("Not begun"), State.BEGUN: _("Begun"), State.WHOLE: _("In place")}[self.state]


def progress(counts: Counts) -> list[StepProgress]:
    """Return how far each of the ten steps has come."""
    missing = {**_missing_early(counts), **_missing_late(counts)}
    begun = _begun(counts)
    return [
        StepProgress(step, number, _state(begun[step], missing[step]), missing[step])
        for number, step in enumerate(Step, start=1)
    ]


def _state(is_begun: bool, missing: Sequence[str]) -> State:
    return (State.BEGUN if missing else State.WHOLE) if is_begun else State.NONE


def _begun(counts: Counts) -> dict[Step, bool]:
    many = counts.indicators
    methods = (counts.without_method, counts.without_frequency, counts.without_responsible)
    return {
        Step.PROBLEM: counts.has_problem or counts.sources > 0,
        Step.GOALS: counts.goals > 0,
        Step.GROUPS: counts.groups > 0,
        Step.THEORY: counts.has_theory or counts.activities + counts.changes + counts.links > 0,
        Step.INDICATORS: many > 0,
        Step.METHODS: any(lacking < many for lacking in methods),
        Step.TARGETS: counts.without_target < many,
        Step.BASELINE: counts.without_baseline < many,
        Step.MEASUREMENTS: counts.without_measurement < many,
        Step.EVALUATION: counts.evaluations > 0,
    }


def _missing_early(counts: Counts) -> dict[Step, list[str]]:
    """Return what is missing in steps 1 to 5."""
    return {
        Step.PROBLEM: _said(
            (not counts.has_problem, _("Describe the problem. All that you measure later is held up against it.")),
            (not counts.sources, _("Name a source. Then others see what the description rests on.")),
        ),
        Step.GOALS: _said((not counts.goals, _("Write a goal. Without one, nobody can say whether you get closer."))),
        Step.GROUPS: _said(
            (not counts.groups, _("Say whom it is for. What helps one group need not help another.")),
            (counts.without_needs > 0, _without_needs(counts.without_needs)),
        ),
        Step.THEORY: _said(
            (not counts.activities, _("Write what you do. It is where the chain begins.")),
            (not counts.changes, _("Write what is to change for people. Otherwise the plan only tells what you do.")),
            (not counts.links, _("Say what leads to what. Then you can see where you are sure and where you hope.")),
        ),
        Step.INDICATORS: _said(
            (not counts.indicators, _("Choose an indicator. It is what shows whether it helps.")),
            (
                counts.indicators > 0 and not counts.of_change,
                _("All indicators count what you do. Add one that shows what changes for people."),
            ),
        ),
    }


def _missing_late(counts: Counts) -> dict[Step, list[str]]:
    """Return what is missing in steps 6 to 10; most of them are about the indicators."""
    if not counts.indicators:
        first = [_("It begins when you have an indicator (step 5).")]
        late = (Step.METHODS, Step.TARGETS, Step.BASELINE, Step.MEASUREMENTS)
        return {**dict.fromkeys(late, first), Step.EVALUATION: _evaluation(counts)}
    return {
        Step.METHODS: _said(
            (counts.without_method > 0, _without_method(counts.without_method)),
            (counts.without_frequency > 0, _without_frequency(counts.without_frequency)),
            (counts.without_responsible > 0, _without_responsible(counts.without_responsible)),
        ),
        Step.TARGETS: _said((counts.without_target > 0, _without_target(counts.without_target))),
        Step.BASELINE: _said((counts.without_baseline > 0, _without_baseline(counts.without_baseline))),
        Step.MEASUREMENTS: _said((counts.without_measurement > 0, _without_measurement(counts.without_measurement))),
        Step.EVALUATION: _evaluation(counts),
    }


def _said(*sentences: tuple[bool, str]) -> list[str]:
    return [text for is_so, text in sentences if is_so]


def _evaluation(counts: Counts) -> list[str]:
    return _said((not counts.evaluations, _("Stop and ask what you have learnt. That is what the figures are for.")))


def _without_needs(count: int) -> str:
    text = ngettext(
        "%(count)s target group lacks what it needs. That is what shows whether you do the right thing.",
        "%(count)s target groups lack what they need. That is what shows whether you do the right thing.",
        count,
    )
    return text % {"count": count}


def _without_method(count: int) -> str:
    text = ngettext(
        "%(count)s indicator does not say how it is measured. Otherwise it is measured differently each time.",
        "%(count)s indicators do not say how they are measured. Otherwise they are measured differently each time.",
        count,
    )
    return text % {"count": count}


def _without_frequency(count: int) -> str:
    text = ngettext(
        "%(count)s indicator does not say how often. With a rhythm we can remind you.",
        "%(count)s indicators do not say how often. With a rhythm we can remind you.",
        count,
    )
    return text % {"count": count}


def _without_responsible(count: int) -> str:
    text = ngettext(
        "%(count)s indicator has nobody who sees to it. What is everybody's is easily forgotten.",
        "%(count)s indicators have nobody who sees to them. What is everybody's is easily forgotten.",
        count,
    )
    return text % {"count": count}


def _without_target(count: int) -> str:
    text = ngettext(
        "%(count)s indicator has no target figure. Without one, you cannot tell later whether it is good enough.",
        "%(count)s indicators have no target figure. Without one, you cannot tell later whether it is good enough.",
        count,
    )
    return text % {"count": count}


def _without_baseline(count: int) -> str:
    text = ngettext(
        "%(count)s indicator lacks a baseline. Without it nobody sees what has changed; if there is none, say why.",
        "%(count)s indicators lack a baseline. Without it nobody sees what has changed; if there is none, say why.",
        count,
    )
    return text % {"count": count}


def _without_measurement(count: int) -> str:
    text = ngettext(
        "%(count)s indicator is not measured after the start. Two points are the least that can show a change.",
        "%(count)s indicators are not measured after the start. Two points are the least that can show a change.",
        count,
    )
    return text % {"count": count}


@dataclass(frozen=True)
class Thread:
    """One line of the cloth; `look` is how it is drawn, `path` is data of an SVG path."""

    look: str
    path: str


def threads(steps: Sequence[StepProgress]) -> list[Thread]:
    """Return the lines of the cloth from back to front: each step is a weft, laid in as far as it has come."""
    lines = [Thread("warp", f"M{x} 2V{HEIGHT - 2}") for x in _WARPS]
    for row, step in enumerate(steps):
        y = _TOP + _ROW * row
        lines.append(Thread("guide", f"M{_LEFT} {y}H{WIDTH - 2}"))
        if step.state is not State.NONE:
            end = WIDTH - 2 if step.state is State.WHOLE else WIDTH // 2
            lines.append(Thread(f"laid row-{row % 4}", f"M{_LEFT} {y}H{end}"))
    over = "".join(
        f"M{x} {_TOP + _ROW * row - 6}v12"
        for column, x in enumerate(_WARPS)
        for row in range(len(steps))
        if (row + column) % 2
    )
    return [*lines, Thread("warp", over)]

"""A plan looked at: what its checks say, and what is known, thought and not known yet."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from toolkit.impact.codes import Kind, Rank
from toolkit.impact.contents import Contents, Watched, contents_of, other_denominators
from toolkit.impact.figures import amount
from toolkit.impact.knowledge import Dated, Expected, LevelOf, Shown, knowledge
from toolkit.impact.measured_words import figure_in_words, measured_in_words, target_in_words
from toolkit.impact.plan_checks import About, Check, Facts, checks
from toolkit.models import Measurement, Plan


def checks_of(plan: Plan) -> list[Check]:
    """Return what to look at in a plan: as many questions to the database whatever there is in it."""
    return checks_in(contents_of(plan))


def checks_in(contents: Contents) -> list[Check]:
    """Return what to look at in what stands in a plan. Pure."""
    proved = _resting_on_research(contents)
    values = [element for element in contents.elements if element.rank == Rank.VALUE and element.key not in proved]
    return checks(
        Facts(
            [_about(one, contents, proved) for one in contents.watched],
            [(str(group.key), group.name) for group in contents.groups],
            [element.text for element in values],
        )
    )


def knowledge_in(contents: Contents) -> list[LevelOf]:
    """Return what is known on each level of what stands in a plan. Pure."""
    proved = _resting_on_research(contents)
    shown_elements = {one.indicator.element_id for one in contents.watched}
    return knowledge(
        [_shown(one, contents, proved) for one in contents.watched],
        [
            Expected(element.text, Rank(element.rank), element.key in proved)
            for element in contents.elements
            if element.pk not in shown_elements and element.rank != Rank.ACTIVITY
        ],
    )


def _resting_on_research(contents: Contents) -> set[UUID]:
    """Return the keys of the elements that a link which rests on research leads to."""
    return {lead.effect for lead in contents.theory.leads if lead.number is not None}


def _is_proved(watched: Watched, contents: Contents, proved: Collection[UUID]) -> bool:
    element = next((one for one in contents.elements if one.pk == watched.indicator.element_id), None)
    return element is not None and element.key in proved


def _about(watched: Watched, contents: Contents, proved: Collection[UUID]) -> About:
    one = watched.indicator
    return About(
        name=one.name,
        level=one.level,
        for_whom=one.for_whom,
        kind=one.kind,
        priority=one.priority,
        is_seen_to=bool(one.responsible.strip() or one.reminded_id),
        groups=[str(key) for key in one.groups],
        rests_on_research=_is_proved(watched, contents, proved),
        undated_targets=any(target.value is not None and target.by_date is None for target in watched.targets),
        denominator=one.denominator,
        other_denominators=other_denominators(watched, contents.denominators),
    )


def _shown(watched: Watched, contents: Contents, proved: Collection[UUID]) -> Shown:
    one = watched.indicator
    aim = watched.aim
    return Shown(
        name=one.name,
        rank=Rank(one.level),
        dated=[_dated(measured, watched) for measured in watched.measurements],
        direction=one.direction,
        aim=target_in_words(one, aim) if aim else "",
        by=aim.by_date if aim else None,
        rests_on_research=_is_proved(watched, contents, proved),
    )


def _dated(measured: Measurement, watched: Watched) -> Dated:
    """Return a measurement in short: a figure without what it is of, and the words of a step as words."""
    indicator, found = watched.indicator, amount(measured)
    if found is None:
        return Dated(measured.on, measured_in_words(indicator, measured))
    figure = figure_in_words(indicator, found)
    return Dated(measured.on, _("“%(name)s”") % {"name": figure} if indicator.kind == Kind.GRADED else figure, found)

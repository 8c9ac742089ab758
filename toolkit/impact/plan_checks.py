"""What to look at once more in a plan, in words: each with why it matters, and the step where it is mended. Pure.

They are advice and never in the way (the handbook's five pieces of advice on indicators, pp. 48-49).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from toolkit.impact.codes import QUALITATIVE, ForWhom, Level, Priority, Step

# Of so many at the most a team can say that each is a must.
MOST_MUSTS: Final = 5
# So many names stand in a sentence; of the others it says how many.
_NAMED: Final = 3


@dataclass(frozen=True)
class Check:
    """What to look at: what it is, why it matters, and where."""

    code: str
    text: str
    why: str
    step: Step


@dataclass(frozen=True)
class About:
    """What the checks ask of an indicator.

    `groups` are the keys of its target groups; `undated_targets` says whether a target has no date;
    `other_denominators` whom it was counted among in measurements where that was not as it is now.
    """

    name: str
    level: str
    for_whom: str
    kind: str
    priority: str
    is_seen_to: bool = True
    groups: Collection[str] = ()
    rests_on_research: bool = False
    undated_targets: bool = False
    denominator: str = ""
    other_denominators: Sequence[tuple[date, str]] = ()


@dataclass(frozen=True)
class Facts:
    """What the checks ask of a plan: target groups by key, and the values to society that no research speaks for."""

    indicators: Sequence[About] = ()
    groups: Sequence[tuple[str, str]] = ()
    values_without_research: Sequence[str] = ()


def checks(facts: Facts) -> list[Check]:
    """Return what to look at, in the order of the steps."""
    found = [*_of_theory(facts), *_of_choice(facts), *_of_spread(facts.indicators), *_of_each(facts.indicators)]
    order = list(Step)
    return sorted(found, key=lambda check: order.index(check.step))


def _of_theory(facts: Facts) -> Iterable[Check]:
    unproved = [one.name for one in facts.indicators if one.level == Level.IMPACT and not one.rests_on_research]
    if unproved:
        one = "%(names)s is on the level of impact, and no link to it in the theory of change rests on research."
        many = "%(names)s are on the level of impact, and no link to them in the theory of change rests on research."
        yield Check(
            "unproved_impact",
            ngettext(one, many, len(unproved)) % {"names": _names(unproved)},
            _(
                "So far from the work much else plays in. A figure alone proves nothing; research can make it "
                "likely that you contribute."
            ),
            Step.THEORY,
        )
    if facts.values_without_research:
        names = _names(facts.values_without_research)
        yield Check(
            "value_without_research",
            _("No research is named yet for the value to society: %(names)s.") % {"names": names},
            _("You need not measure it yourselves. Others have: find a report or an article that you can lean on."),
            Step.THEORY,
        )


def _of_choice(facts: Facts) -> Iterable[Check]:
    """Yield what the indicators are not about."""
    indicators = facts.indicators
    if not indicators:
        return
    if all(one.level == Level.RESULT for one in indicators):
        yield Check(
            "only_results",
            _("All indicators count what you do and deliver."),
            _(
                "Then you see that something was done, but not whether it helped. "
                "Add one that shows a change for people."
            ),
            Step.INDICATORS,
        )
    meant = {key for one in indicators for key in one.groups}
    forgotten = [name for key, name in facts.groups if key not in meant]
    if forgotten:
        yield Check(
            "forgotten_group",
            ngettext(
                "No indicator is about %(names)s.", "No indicator is about any of these: %(names)s.", len(forgotten)
            )
            % {"names": _names(forgotten)},
            _("What helps one group need not help another. Choose the group in an indicator, or add one."),
            Step.INDICATORS,
        )


def _of_spread(indicators: Sequence[About]) -> Iterable[Check]:
    """Yield where all indicators are alike; of one there is nothing to say."""
    if len(indicators) < 2:
        return
    if len({one.for_whom for one in indicators}) == 1:
        yield Check(
            "one_for_whom",
            _("All indicators are about the same: %(whom)s.") % {"whom": ForWhom(indicators[0].for_whom).label},
            _(
                "What is good for people, for organisations and for society can pull against each other. "
                "Measure more than one."
            ),
            Step.INDICATORS,
        )
    qualitative = [one.kind in QUALITATIVE for one in indicators]
    if not any(qualitative):
        yield Check(
            "only_numbers",
            _("All indicators are figures."),
            _("Figures say how much, words say how and why. Add a description on steps or a quotation."),
            Step.INDICATORS,
        )
    elif all(qualitative):
        yield Check(
            "only_words",
            _("All indicators are descriptions or quotations."),
            _("Words say how and why, figures say how much and for how many. Add one figure."),
            Step.INDICATORS,
        )
    yield from _of_priority(sum(one.priority == Priority.HIGH for one in indicators))


def _of_priority(musts: int) -> Iterable[Check]:
    if not musts:
        yield Check(
            "no_must",
            _("No indicator is a must."),
            _("When time is short, everybody has to know which ones are measured all the same."),
            Step.INDICATORS,
        )
    elif musts > MOST_MUSTS:
        yield Check(
            "too_many_musts",
            _("%(n)s indicators are musts.") % {"n": musts},
            _("When everything is important, little is measured. Choose the few that you cannot do without."),
            Step.INDICATORS,
        )


def _of_each(indicators: Sequence[About]) -> Iterable[Check]:
    """Yield what is wanting in how single indicators are measured."""
    unseen = [one.name for one in indicators if not one.is_seen_to]
    if unseen:
        yield Check(
            "nobody_responsible",
            _("Nobody sees to the measuring of %(names)s.") % {"names": _names(unseen)},
            _("What is everybody's is easily forgotten. Name a person or a role."),
            Step.METHODS,
        )
    undated = [one.name for one in indicators if one.undated_targets]
    if undated:
        yield Check(
            "undated_target",
            _("A target figure has no date: %(names)s.") % {"names": _names(undated)},
            _("Without a day to be there by, nobody can say whether you are on your way or late."),
            Step.TARGETS,
        )
    for one in indicators:
        if one.other_denominators:
            on, then = one.other_denominators[0]
            yield Check(
                "other_denominator",
                _("%(name)s was counted among “%(then)s” on %(day)s, and is now counted among “%(now)s”.")
                % {"name": _names([one.name]), "then": then, "day": date_format(on), "now": one.denominator},
                _("Shares of different groups cannot be compared. Say so beside the figures, or measure anew."),
                Step.MEASUREMENTS,
            )


def _names(names: Sequence[str]) -> str:
    """Return names in a sentence, the first few of many."""
    quoted = [_("“%(name)s”") % {"name": name} for name in names[:_NAMED]]
    rest = len(names) - _NAMED
    if rest > 0:
        quoted.append(ngettext("%(n)s more", "%(n)s more", rest) % {"n": rest})
    return get_text_list(quoted, pgettext("between the last two of a list", "and"))

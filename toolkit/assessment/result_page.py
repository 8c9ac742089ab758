"""All that the page of a result shows, for the team and for those who took part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cases.search.memory import library
from toolkit.assessment.codes import PartnerGroup
from toolkit.assessment.ladder_chart import ladder_chart
from toolkit.assessment.releasing import took_part
from toolkit.assessment.result_charts import (
    agreement_levels,
    concept_chart,
    profile_of,
    strands_of,
    thickness_chart,
    well_levels,
)
from toolkit.assessment.result_words import not_shown
from toolkit.assessment.results import Group, OpenAnswers, Result, Standing, groups_told, result_of
from toolkit.assessment.talking import topics_of
from toolkit.models import Round


@dataclass(frozen=True)
class GroupLine:
    """A group in the list of those who took part: how many, or why that is not told."""

    group: Group
    people: str
    note: str


@dataclass(frozen=True)
class OpenAnswersTold:
    """Open answers with whose they are: a group's, or of several together."""

    heading: str
    texts: Sequence[str]


def result_context(round_: Round, request: HttpRequest, *, counts_small: bool) -> dict[str, Any]:
    """Return what `pages/assessment/results/` shows of a round; before a result is shown, who has answered alone.

    `counts_small` says whether the reader may see how many have answered in a group that is too small to be shown: the
    team sees it while the round runs.
    """
    among = library()
    result = result_of(round_, among.around.vocabulary(get_language() or "nb"))
    if result is None and not counts_small:
        return {"round": round_, "result": None, "groups": []}
    if result is None:
        groups = groups_told(round_, took_part(round_), ())
        return {"round": round_, "result": None, "groups": group_lines(groups, counts_small=True)}
    ordered = result.by_disagreement
    return {
        "round": round_,
        "result": result,
        "groups": group_lines(result.groups, counts_small=counts_small),
        "topics": [(topic, strands_of(topic.concept, result.groups)) for topic in topics_of(result, request, among)],
        "concepts": [concept_chart(concept, result.groups) for concept in ordered],
        "missing": [concept.term for concept in result.concepts if not concept.is_shown],
        "profile": profile_of(result) if ordered else None,
        "ladder": ladder_chart(result),
        "thickness": thickness_chart(result) if result.thickness.n else None,
        "open_answers": told_openly(result),
        "open_question": round_.questionnaire.open_question,
        "levels": well_levels(),
        "agreement": agreement_levels(),
    }


def participant_result(round_: Round, request: HttpRequest) -> dict[str, Any]:
    """Return what the page shows to somebody who took part."""
    return result_context(round_, request, counts_small=False)


def group_lines(groups: Sequence[Group], *, counts_small: bool) -> list[GroupLine]:
    """Return who took part, a line for each group."""
    return [_line(group, counts_small=counts_small) for group in groups]


def told_openly(result: Result) -> list[OpenAnswersTold]:
    """Return the open answers under whose they are."""
    return [_told(one) for one in result.texts]


def _line(group: Group, *, counts_small: bool) -> GroupLine:
    people = ngettext("%(n)s has answered", "%(n)s have answered", group.people) % {"n": group.people}
    if group.standing == Standing.EMPTY:
        return GroupLine(group, "", not_shown(group.standing))
    if group.standing == Standing.HIDDEN:
        return GroupLine(group, people if counts_small else "", not_shown(group.standing))
    return GroupLine(group, people, "")


def _told(one: OpenAnswers) -> OpenAnswersTold:
    heading = str(PartnerGroup(one.group).label) if one.group else _("From several groups")
    return OpenAnswersTold(heading, one.texts)

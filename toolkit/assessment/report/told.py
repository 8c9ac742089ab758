"""What every file tells of a result: the page's own values, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from cases.search.memory import library
from cases.teams.naming import name_in
from toolkit.assessment.ladder_chart import LadderChart, ladder_chart
from toolkit.assessment.result_charts import ConceptChart, Profile, concept_chart, profile_of, thickness_chart
from toolkit.assessment.result_page import GroupLine, OpenAnswersTold, group_lines, told_openly
from toolkit.assessment.results import Result, result_of
from toolkit.assessment.talking import Topic, topics_of
from toolkit.charts.stack import Stack
from toolkit.models import Round


@dataclass(frozen=True)
class Told:
    """A result that has been shown, as files tell it; `address` is where the page is."""

    round: Round
    team: str
    result: Result
    address: str
    groups: Sequence[GroupLine]
    topics: Sequence[Topic]
    concepts: Sequence[ConceptChart]
    profile: Profile | None
    ladder: LadderChart | None
    thickness: Stack | None
    texts: Sequence[OpenAnswersTold]


def told_of(round_: Round, request: HttpRequest, address: str) -> Told | None:
    """Return what files tell of a round; None before its result is shown."""
    language, among = get_language() or "nb", library()
    result = result_of(round_, among.around.vocabulary(language))
    if result is None:
        return None
    return Told(
        round=round_,
        team=name_in(round_.team, language),
        result=result,
        address=address,
        groups=group_lines(result.groups, counts_small=True),
        topics=topics_of(result, request, among),
        concepts=[concept_chart(concept, result.groups) for concept in result.by_disagreement],
        profile=profile_of(result) if result.by_disagreement else None,
        ladder=ladder_chart(result),
        thickness=thickness_chart(result) if result.thickness.n else None,
        texts=told_openly(result),
    )

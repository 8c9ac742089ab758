"""Makes what tests need: records, pages, users."""

from tests.factories.articles import make_article
from tests.factories.assessment import (
    make_answers,
    make_closed_round,
    make_participation,
    make_participations,
    make_questionnaire,
    make_round,
)
from tests.factories.cases import case_record, make_case, make_cases, png, write_lines
from tests.factories.following import make_follow
from tests.factories.people import make_user
from tests.factories.review import answers, current, decide, publish_by_review, submit
from tests.factories.teams import make_person, make_team, member_of

__all__ = [
    "answers",
    "case_record",
    "current",
    "decide",
    "make_answers",
    "make_article",
    "make_case",
    "make_cases",
    "make_closed_round",
    "make_follow",
    "make_participation",
    "make_participations",
    "make_person",
    "make_questionnaire",
    "make_round",
    "make_team",
    "make_user",
    "member_of",
    "png",
    "publish_by_review",
    "submit",
    "write_lines",
]

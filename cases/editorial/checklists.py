"""What is checked at each step of a review. Plain values; answers are what a reviewer's form sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

MET, WAIVED = "met", "waived"
Answers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Point:
    """One thing to check: its stable code, what must be so, how to see whether it is; which findings tell of it."""

    code: str
    text: Any
    help: Any
    findings: frozenset[str] = frozenset()


CHECKLISTS: dict[str, tuple[Point, ...]] = {
    "professional": (
        Point(
            "facts_and_source",
            _("Facts and source are checked"),
            _("Names, places, years and figures are right, and the reader can see where they come from."),
            frozenset({"source_reference", "place", "summary", "story", "results", "lessons"}),
        ),
        Point(
            "consent",
            _("Consent is recorded"),
            _("Everyone who can be recognised, and the contact person, has agreed to be shown."),
            frozenset({"consent_missing", "consent_unknown"}),
        ),
        Point(
            "tags_explained",
            _("Tags are explained"),
            _("Each value and field that is ticked says how it shows in this very work."),
            frozenset({"how_missing", "ladder_step", "themes", "target_groups"}),
        ),
    ),
    "language": (
        Point(
            "plain_language",
            _("The language is plain"),
            _("Short sentences, active voice, and no word that the reader must look up."),
            frozenset(
                {
                    "summary_is_title",
                    "summary_long",
                    "heading_order",
                    "sentence_long",
                    "paragraph_long",
                    "lix",
                    "hard_words",
                    "link_empty",
                    "link_address",
                }
            ),
        ),
        Point(
            "alt_texts",
            _("Images have alt texts"),
            _("Each image that tells something is described; the others are marked as decoration."),
            frozenset({"alt_missing", "alt_file_name", "alt_says_picture"}),
        ),
        Point(
            "language_versions",
            _("The language versions follow"),
            _("If the text exists in other languages, they say the same, or somebody has taken on to update them."),
        ),
    ),
}


def points_of(step: str) -> tuple[Point, ...]:
    """Return what is checked at a step; nothing at a step that is not ours."""
    return CHECKLISTS.get(step, ())


def is_answered(step: str, answers: Answers) -> bool:
    """Say whether each point of a step is met, or waived with a reason."""
    return all(_is_point_answered(answers.get(point.code, {})) for point in points_of(step))


def waived(step: str, answers: Answers) -> list[tuple[Point, str]]:
    """Return the points that were waived, each with its reason."""
    return [
        (point, answers[point.code].get("reason", ""))
        for point in points_of(step)
        if answers.get(point.code, {}).get("answer") == WAIVED
    ]


def _is_point_answered(answer: Mapping[str, str]) -> bool:
    return answer.get("answer") == MET or (answer.get("answer") == WAIVED and bool(answer.get("reason", "").strip()))

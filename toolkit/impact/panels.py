"""What the page of a case has of its impact: the table after the story, and the line beside the facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.codes import LANGUAGE_NAMES
from cases.detail.onward import NextStep
from cases.detail.panels import CasePanel
from cases.models import CasePage
from cases.short_ids import short_id
from toolkit.assessment.panels import rounds_on
from toolkit.impact.bank.sync import publications_shown_with
from toolkit.impact.codes import Evidence, Step
from toolkit.impact.evidence import ORDER, evidence_of, meaning, step_number, what_next
from toolkit.impact.public_table import LevelOf, Row, last_measured, levels_of
from toolkit.impact.published import Content, PublishedEvaluation, PublishedText
from toolkit.models import BankIndicator, Indicator

STYLES = ("css/results.css", "css/trend.css", "css/impact-panel.css")
_OWN = ("css/impact-panel.css",)
# Anchors of the parts on the page.
IMPACT, EVIDENCE, MEASURE = "impact", "evidence", "measure-impact"


@dataclass(frozen=True)
class PublicText:
    """A text of the plan with its heading."""

    heading: str
    text: str


@dataclass(frozen=True)
class PublicImpact:
    """What readers see of a plan; `language` names it where it is not the reader's."""

    content: Content
    language: str
    texts: Sequence[PublicText]
    levels: Sequence[LevelOf]
    evaluations: Sequence[PublishedEvaluation]
    last_on: date | None
    as_of: datetime | None

    @property
    def rows(self) -> list[Row]:
        """Return the indicators of all levels."""
        return [row for level in self.levels for row in level.rows]


@dataclass(frozen=True)
class EvidenceLabel:
    """The label, what it means, what would be next, and which of five it is."""

    evidence: Evidence
    meaning: str
    next: str
    number: int
    all: Sequence[tuple[str, str, bool]]
    """All five: name, meaning, and whether the case has come so far."""


def public_impact(content: Content, as_of: datetime | None = None) -> PublicImpact:
    """Return what readers see, in their language but for the plan's own words."""
    language = get_language() or "nb"
    return PublicImpact(
        content=content,
        language="" if content.language == language else LANGUAGE_NAMES.get(content.language, ""),
        texts=[PublicText(_heading(text), text.text) for text in content.texts],
        levels=levels_of(content, language, timezone.localdate()),
        evaluations=content.evaluations,
        last_on=last_measured(content.indicators),
        as_of=as_of,
    )


def label_of(evidence: Evidence) -> EvidenceLabel:
    """Return the label as it is explained."""
    so_far = step_number(evidence)
    steps = [(str(one.label), meaning(one), number <= so_far) for number, one in enumerate(ORDER, start=1)]
    return EvidenceLabel(evidence, meaning(evidence), what_next(evidence), so_far, steps)


def in_its_language(indicator: Indicator | BankIndicator, language: str) -> SafeString:
    """Return an indicator's name and level for a choice, the name marked with the language that it is written in."""
    return format_html('<span lang="{}">{}</span> ({})', language, indicator.name, indicator.get_level_display())


def impact_panel(page: CasePage, request: HttpRequest) -> CasePanel | None:
    """Return what a case shows of its team's plan."""
    shown = [public_impact(content, made_at) for content, made_at in _published(page, request)]
    if not shown:
        return None
    context = {"shown": shown, "has_result": bool(rounds_on(page, request))}
    return CasePanel(IMPACT, _("Does it help?"), "components/impact/public.html", context, STYLES)


def evidence_panel(page: CasePage, request: HttpRequest) -> CasePanel:
    """Return the label beside the facts."""
    contents = [content for content, _made_at in _published(page, request)]
    label = label_of(evidence_of(contents, has_assessment=bool(rounds_on(page, request))))
    context = {"label": label, "anchor": IMPACT if contents else ""}
    return CasePanel(EVIDENCE, _("How well do we know?"), "components/impact/evidence.html", context, _OWN)


def measure_panel(page: CasePage, request: HttpRequest) -> CasePanel:
    """Return the way to one's own plan: the same for all, as the page is kept; who one is decides after the click."""
    has_indicators = any(content.indicators for content, _made_at in _published(page, request))
    context = {"case": short_id(page.translation_key), "has_indicators": has_indicators}
    template = "components/impact/measure_entry.html"
    return CasePanel(MEASURE, _("Measure the impact"), template, context, _OWN, is_listed=False)


def measure_step(page: CasePage) -> NextStep:
    """Return what a reader can do now: measure the impact of her own work."""
    return NextStep(
        _("Measure the impact"),
        _("Begin a plan of your own: what do you want to change, and how can you see whether it helps?"),
        f"{reverse('start_plan')}?case={short_id(page.translation_key)}",
    )


def _heading(text: PublishedText) -> str:
    return {
        Step.PROBLEM.value: _("The problem"),
        Step.GOALS.value: _("Goals"),
        Step.THEORY.value: _("How they think it works"),
    }.get(text.step, "")


def _published(page: CasePage, request: HttpRequest) -> list[tuple[Content, datetime]]:
    """Return what a page shows of plans, asked for once for all its parts."""
    known: dict[Any, list[tuple[Content, datetime]]] = vars(request).setdefault("_plans_shown", {})
    key = (page.pk, str(page.shown_with))
    if key not in known:
        known[key] = [(Content.read(one.content), one.made_at) for one in publications_shown_with(page)]
    return known[key]

"""What a team sees when it chooses what of its plan the case shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.editorial.showing import Outcome, Standing, page_with_facts, standing_of
from cases.editorial.showing_words import waiting_in_words
from cases.models import Team
from cases.shown_with import Shown, entries
from toolkit.impact.codes import Kind, Priority, Step
from toolkit.impact.freezing import TEXTS, Choice, choice_in, content_of, may_be_read
from toolkit.impact.panels import EvidenceLabel, PublicImpact, in_its_language, label_of, public_impact
from toolkit.impact.parts import digest
from toolkit.impact.published import Content
from toolkit.impact.publishing import hindrance
from toolkit.impact.rooms import Room
from toolkit.impact.shown_plans import evidence_with, publication_of, thing
from toolkit.models import Evaluation, Indicator, Measurement, Plan

# What became of the choice, told on the page that follows: by the word in its address.
DONE = {
    Outcome.SENT: gettext_lazy("Sent. Two editors read it before it is shown."),
    Outcome.IN_DRAFT: gettext_lazy("Your choice is in the draft of the case, and goes to review with it."),
    Outcome.TAKEN_BACK: gettext_lazy("Taken back. The page stays as it is."),
    Outcome.UNCHANGED: gettext_lazy("It was so already. Nothing has changed."),
}
_TEXTS = {
    Step.PROBLEM: gettext_lazy("The problem"),
    Step.GOALS: gettext_lazy("Goals"),
    Step.THEORY: gettext_lazy("How we think it works"),
    Step.EVALUATION: gettext_lazy("Evaluations: what we have learnt, and who evaluated where that was someone outside"),
}


class ShowForm(forms.Form):
    """Asks which indicators and texts of a plan the case shows; `seen` is what stood in the preview."""

    indicators = forms.MultipleChoiceField(
        label=gettext_lazy("Indicators"),
        help_text=gettext_lazy("With baseline, target figures and all measurements. What is not measured yet says so."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    steps = forms.MultipleChoiceField(label=gettext_lazy("Texts"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *, plan: Plan, data: Any = None) -> None:
        self._indicators = list(Indicator.objects.standing().filter(plan=plan).order_by("position", "pk"))
        initial = _chosen_first(plan, self._indicators)
        super().__init__(data, initial={"indicators": sorted(initial.indicators), "steps": sorted(initial.steps)})
        choices = [(str(one.key), in_its_language(one, plan.language)) for one in self._indicators]
        self._choose_among("indicators", choices)
        self._choose_among("steps", _texts_in(plan))

    def _choose_among(self, name: str, choices: list[tuple[str, Any]]) -> None:
        fields: Any = self.fields
        if choices:
            fields[name].choices = choices
        else:
            del fields[name]

    @property
    def choice(self) -> Choice:
        """Return what is chosen: as sent where it is valid, else as it was."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        here = {str(one.key) for one in self._indicators}
        return Choice(frozenset(given.get("indicators", ())) & here, frozenset(given.get("steps", ())))


@dataclass(frozen=True)
class Publishing:
    """Where a plan stands with its case, in words, what hinders it, and what the choice would show."""

    plan: Plan
    hindrance: str
    standing: Sequence[str]
    comment: str
    news: str
    is_anywhere: bool
    content: Content
    held_back: Sequence[str]
    label: EvidenceLabel | None

    @cached_property
    def preview(self) -> PublicImpact | None:
        """Return what the page of the case would show."""
        return None if self.content.is_empty else public_impact(self.content)

    @property
    def seen(self) -> str:
        """Return what stands for the preview: what is sent is what has been seen."""
        return digest(self.content.plain())


def publishing_of(team: Team, plan: Plan, choice: Choice) -> Publishing:
    """Return what the page shows."""
    standing = standing_of(team.case_id, thing(plan.pk).key)
    content = content_of(plan, choice)
    why_not = hindrance(team)
    return Publishing(
        plan=plan,
        hindrance=why_not,
        standing=in_words(standing),
        comment=standing.comment if standing.waits else "",
        news=news_of(plan, standing),
        is_anywhere=bool(standing.live or standing.newest),
        content=content,
        held_back=_held_back(plan, choice),
        label=None if why_not else label_of(evidence_with(team.case_id, content)),
    )


def done(word: str) -> str:
    """Return in words what was done just before, or an empty text."""
    return str(DONE[Outcome(word)]) if word in set(Outcome) else ""


def news_of(plan: Plan, standing: Standing) -> str:
    """Return that the plan has come further than what readers see of it, and how; empty where it has not."""
    publication = publication_of(standing.live)
    if publication is None:
        return ""
    before = Content.read(publication.content)
    now = content_of(plan, choice_in(before))
    known = {measured.key for one in before.indicators for measured in one.all_measured}
    count = sum(measured.key not in known for one in now.indicators for measured in one.all_measured)
    if count:
        text = ngettext(
            "The plan has %(count)s newer measurement than what the case shows. Send it again to show it.",
            "The plan has %(count)s newer measurements than what the case shows. Send it again to show them.",
            count,
        )
        return text % {"count": count}
    if now.plain() == before.plain():
        return ""
    return _("The plan has been changed since what the case shows was sent. Send it again to show how it is now.")


def news_notice(plan: Plan, request: HttpRequest) -> Room | None:
    """Return the same for the plan's first page, where readers see anything of the plan."""
    page = page_with_facts(plan.team.case_id)
    if page is None or not any(entry.key == thing(plan.pk).key for entry in entries(page.shown_with)):
        return None
    news = news_of(plan, standing_of(plan.team.case_id, thing(plan.pk).key))
    return Room("components/impact/news.html", {"news": news, "team": plan.team_id}) if news else None


def in_words(standing: Standing) -> list[str]:
    """Return where the choice stands."""
    return [*_live(standing), *waiting_in_words(standing, _named(standing.newest))]


def _live(standing: Standing) -> list[str]:
    if standing.live is None:
        return [_("The page of the case shows nothing of the plan.")]
    return [_("The page of the case shows: %(show)s.") % {"show": _named(standing.live)}]


def _named(shown: Shown | None) -> str:
    publication = publication_of(shown)
    if publication is None:
        return _("nothing")
    count = len(Content.read(publication.content).indicators)
    day = date_format(localtime(publication.made_at), "DATE_FORMAT")
    text = ngettext(
        "%(count)s indicator, as the plan was on %(day)s", "%(count)s indicators, as the plan was on %(day)s", count
    )
    return text % {"count": count, "day": day}


def _chosen_first(plan: Plan, indicators: Sequence[Indicator]) -> Choice:
    """Return what is chosen in the newest version; where nothing is, what matters most to the team."""
    newest = publication_of(standing_of(plan.team.case_id, thing(plan.pk).key).newest)
    if newest is not None:
        return choice_in(Content.read(newest.content))
    keys = frozenset(str(one.key) for one in indicators if one.priority != Priority.LOW)
    return Choice(keys, frozenset({Step.PROBLEM.value, Step.GOALS.value}))


def _texts_in(plan: Plan) -> list[tuple[str, Any]]:
    """Return the texts that there are to choose."""
    there = {
        Step.PROBLEM: bool(plan.problem.strip()),
        Step.GOALS: plan.goals.standing().exclude(text="").exists(),
        Step.THEORY: bool(plan.theory.strip()),
        Step.EVALUATION: Evaluation.objects.standing().filter(plan=plan).exists(),
    }
    return [(str(step), _TEXTS[step]) for step in (*TEXTS, Step.EVALUATION) if there[step]]


def _held_back(plan: Plan, choice: Choice) -> list[str]:
    """Return what of the chosen is not shown, and why."""
    chosen = Measurement.objects.standing().filter(plan=plan, indicator__key__in=choice.indicators).exclude(text="")
    told = chosen.filter(indicator__kind__in=[Kind.QUOTATION, Kind.GRADED])
    count = sum(not may_be_read(one, one.indicator.kind) for one in told.select_related("indicator"))
    if not count:
        return []
    text = ngettext(
        "%(count)s quotation is not shown: it is not noted that the person agrees.",
        "%(count)s quotations are not shown: it is not noted that the person agrees.",
        count,
    )
    return [text % {"count": count}]

"""The forms of steps 5, 6 and 8: what an indicator is, how it is measured, and why it has no baseline."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toolkit.impact.codes import Direction, ForWhom, Frequency, Kind, Level, Priority, Step
from toolkit.impact.indicator_facts import facts_in_words, facts_of, fresh_facts_of, told_of
from toolkit.impact.indicator_fields import Lines, Member, OwnGroups, WholeFigure, people_of
from toolkit.impact.indicator_rules import (
    Missing,
    Told,
    faults_of,
    faults_of_kind,
    missing_in_baseline,
    missing_in_indicator,
    missing_in_method,
)
from toolkit.impact.part_fields import LOOK, Day, Example, Line, LongText, OwnPart, parts_of
from toolkit.impact.part_forms import PartForm
from toolkit.models import Element, Indicator, TargetGroup

JOB_COURSE = _("The job course of the handbook, p. 50")
BOOST = _("Boost Refugee, handbook p. 51")

LEVELS = [
    (Level.RESULT, _("Result – what you do, counted: how many took part")),
    (Level.OUTCOME, _("Outcome – what changes for people, and quite surely comes of it: how many got a job")),
    (Level.IMPACT, _("Impact – in the long run, and others contribute: how many still have a job after a year")),
]
KINDS = [
    (Kind.NUMBER, _("Number – how many, how much")),
    (Kind.SHARE, _("Share – how many out of a hundred")),
    (Kind.MONEY, _("Money – in kroner")),
    (Kind.SCALE, _("Mean on a scale – what people answer from, say, 1 to 5")),
    (Kind.GRADED, _("Described on steps – from worst to best, in words that you agree on")),
    (Kind.QUOTATION, _("Quotation – what somebody says, with their consent")),
]


def _name() -> Line:
    return Line(
        label=_("What do you look at?"),
        help_text=_("Name it so that somebody else would count the same as you."),
        required=True,
        error_messages={"required": _("Write what you look at, for example “Participants who have a job”.")},
    )


def _choice(label: Any, choices: Any, help_text: Any = "", *, radios: bool = False) -> forms.ChoiceField:
    widget: Any = forms.RadioSelect(LOOK) if radios else forms.Select(LOOK)
    required = _("Choose one of them.")
    return forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, widget=widget, error_messages={"required": required}
    )


def _level() -> forms.ChoiceField:
    told = _("The further down, the further from what you do, and the more others have a share in it.")
    return _choice(_("On which level is it?"), LEVELS, told, radios=True)


class _AboutIndicator(PartForm):
    """A form of an indicator that is there."""

    KIND = "indicator"

    @property
    def heading(self) -> str:
        """Return the indicator's name, where the form stands alone."""
        return self.part.name if isinstance(self.part, Indicator) else super().heading

    def missing(self) -> list[str]:
        """Return what is missing of the indicator in the form's step."""
        if not isinstance(self.part, Indicator):
            return []
        return [str(text) for text in self.missing_in(told_of(self.part, fresh_facts_of(self.part)))]

    def missing_in(self, told: Told) -> Missing:
        """Return what is missing of what an indicator says; nothing, for a form whose step wants nothing of it."""
        return []


class NewIndicatorForm(PartForm):
    """Step 5: a new indicator, by name and level; all else is said when it is there."""

    NAME, KIND, STEP = "new_indicator", "indicator", Step.INDICATORS
    EXAMPLES = {"name": Example(_("Participants who got a job after the course"), JOB_COURSE)}

    name = _name()
    level = _level()

    @property
    def anchor(self) -> str:
        """Return where the indicator stands when it has been added."""
        return f"{IndicatorForm.form_name()}-{self.new_key}"


class IndicatorForm(_AboutIndicator):
    """Step 5: what an indicator is. Fields of another kind are folded away, and keep what stands in them."""

    STEP = Step.INDICATORS
    EXAMPLES = {
        "unit": Example(_("refugees"), BOOST),
        "numerator": Example(_("Participants who have had a job for at least three months"), BOOST),
        "denominator": Example(_("All who got help, three years after they came to Oslo"), BOOST),
        "grades": Example(_("Stays at home; comes when somebody fetches them; comes alone; brings others along")),
        "breakdown": Example(_("Women; men"), JOB_COURSE),
    }

    name = _name()
    level = _level()
    kind = _choice(_("What kind is it?"), KINDS, radios=True)
    unit = Line(
        label=_("Which unit?"),
        help_text=_("What stands after the figure: people, hours, trips. For money: empty is kroner."),
        most=60,
    )
    numerator = Line(label=_("Who is counted?"), help_text=_("What somebody must have done or got to be counted."))
    denominator = Line(label=_("Among whom?"), help_text=_("All who could have been counted."))
    scale_from = WholeFigure(label=_("Lowest on the scale"), help_text=_("Often 1."))
    scale_to = WholeFigure(label=_("Highest on the scale"), help_text=_("Often 5 or 10."))
    grades = Lines(
        label=_("Which steps?"),
        help_text=_("From two to seven, one on each line, the lowest first. Describe what one can see."),
        rows=5,
    )
    direction = _choice(
        _("Which way is better?"),
        Direction.choices,
        _("Of steps: “more” if the last is the best. Lonely days and sick leave: “less”."),
    )
    for_whom = _choice(
        _("Whose value is it about?"),
        ForWhom.choices,
        _("What is good for one can be worse for another: faster for the municipality, less safe for the user."),
    )
    groups = OwnGroups(
        label=_("Which target groups is it about?"),
        help_text=_("Those that you wrote in step 3."),
    )
    element = OwnPart(
        Element,
        label=_("What does it show in the theory of change?"),
        help_text=_("What you wrote in step 4. Then the picture tells what is measured, and what you only think."),
    )
    breakdown = Lines(
        label=_("Do you want to see some by themselves?"),
        help_text=_(
            "One on each line, for example women and men; at most twelve. When it is published, figures for few people "
            "are hidden."
        ),
        rows=3,
    )
    priority = _choice(
        _("How important is it?"), Priority.choices, _("Begin with few that you must have. Measuring takes time.")
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        groups = self.fields["groups"]
        assert isinstance(groups, OwnGroups)  # noqa: S101 - it is declared above
        groups.offer(self.plan)
        # What there is nothing to choose for is not asked.
        for name, model in (("groups", TargetGroup), ("element", Element)):
            if not parts_of(self.plan, model):
                del self.fields[name]
        if isinstance(self.part, Indicator) and facts_of(self.plan, self.part).is_measured:
            self._say_what_measurements_hold()

    def clean(self) -> dict[str, Any]:
        """Say beside its field what cannot be."""
        kind = self.cleaned_data.get("kind", "")
        faults = faults_of(kind, self.cleaned_data)
        if isinstance(self.part, Indicator) and kind:
            # Said before anybody is asked why; the steps in use are held by the model.
            is_measured = facts_of(self.plan, self.part).is_measured
            faults |= faults_of_kind(kind, self.part.kind, is_measured=is_measured)
        for name, fault in faults.items():
            self.add_error(name, fault)
        return self.cleaned_data

    def in_words(self, name: str, value: Any) -> str:
        """Return a field's plain value as its reader knows it: target groups by their names."""
        if name != "groups":
            return super().in_words(name, value)
        names = {str(group.key): group.name for group in parts_of(self.plan, TargetGroup)}
        return "\n".join(names[key] for key in value if key in names)

    def about(self) -> str:
        """Return what the indicator is, in one line."""
        return facts_in_words(self.part, with_level=False) if isinstance(self.part, Indicator) else ""

    def missing_in(self, told: Told) -> Missing:
        """Return what step 5 still lacks."""
        return missing_in_indicator(told, has_groups="groups" in self.fields)

    def _say_what_measurements_hold(self) -> None:
        self.fields["kind"].help_text = _(
            "It has been measured, so the kind stays. Do you want another? Add a new indicator."
        )
        self.fields["denominator"].help_text = _(
            "You have measured with this one. If you change it, figures from before and after cannot be compared as "
            "they stand: write why, and it will be said beside them."
        )


class MethodForm(_AboutIndicator):
    """Step 6: how, how often and by whom an indicator is measured."""

    NAME, STEP = "method", Step.METHODS
    EXAMPLES = {
        "method": Example(
            _("We ring all who took part, a year after the course, and ask whether they have a job."), JOB_COURSE
        ),
        "source": Example(_("The list of participants")),
    }

    method = LongText(
        label=_("How do you measure it?"),
        help_text=_("Register, interview, observation, questionnaire: so that others could do the same."),
        rows=3,
    )
    source = Line(
        label=_("Where do the figures come from?"),
        help_text=_("Begin with what is counted already, before you ask people for more."),
    )
    frequency = _choice(
        _("How often?"), [("", _("Not decided")), *Frequency.choices], _("Often enough to learn from, not more.")
    )
    first_due = Day(label=_("When is the first measurement?"), help_text=_("After the baseline. We count on from it."))
    responsible = Line(
        label=_("Who sees to it?"), help_text=_("A role lasts longer than a name: “the coordinator”, “NAV”.")
    )
    reminded = Member(
        label=_("Who gets a reminder?"), help_text=_("Somebody in the team gets an e-mail when a measurement is due.")
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["frequency"].required = False
        reminded = self.fields["reminded"]
        assert isinstance(reminded, Member)  # noqa: S101 - it is declared above
        reminded.offer(people_of(self.plan), getattr(self.part, "reminded", None))

    def missing_in(self, told: Told) -> Missing:
        """Return what step 6 still lacks."""
        return missing_in_method(told)


class BaselineReasonForm(_AboutIndicator):
    """Step 8: why an indicator has no baseline."""

    NAME, STEP = "baseline_reason", Step.BASELINE
    EXAMPLES = {
        "no_baseline_because": Example(
            _("The course is new: before it, nobody knew who was without work and wanted to take part.")
        )
    }

    no_baseline_because = LongText(
        label=_("Why is there none?"),
        help_text=_("That is said beside the figures, and stops nothing."),
        rows=2,
    )

    def missing_in(self, told: Told) -> Missing:
        """Return what step 8 still lacks."""
        return missing_in_baseline(told)


FORMS: tuple[type[PartForm], ...] = (NewIndicatorForm, IndicatorForm, MethodForm, BaselineReasonForm)

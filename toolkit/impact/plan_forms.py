"""The forms of steps 1 to 3, and of what a plan is called."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.codes import LANGUAGE_NAMES, ConceptKind
from cases.models.vocabulary import Vocabulary
from portal.plain_names import validate_plain_name
from toolkit.impact.codes import Step
from toolkit.impact.part_fields import LOOK, Address, Day, Example, Line, LongText, WholeNumber
from toolkit.impact.part_forms import PartForm


class NewPlanForm(forms.Form):
    """What is chosen when a plan is made; all of it can be changed later."""

    name = Line(
        label=_("What do you call the plan?"),
        help_text=_("You may leave it empty. Then it is called as the team is."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=list(LANGUAGE_NAMES.items()),
        help_text=_("The language that you write the plan in."),
        widget=forms.RadioSelect(LOOK),
    )

    def clean_name(self) -> str:
        """Return the name; ValidationError for an address on the net."""
        return _plain_name(self.cleaned_data["name"])


class AboutPlanForm(PartForm):
    """What the plan is called, its language, and when the work lasts."""

    NAME, KIND, STEP = "about", "plan", Step.PROBLEM

    name = Line(label=_("What do you call the plan?"), help_text=_("Empty: it is called as the team is."))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=list(LANGUAGE_NAMES.items()),
        help_text=_("The language that you write the plan in."),
        widget=forms.RadioSelect(LOOK),
    )
    begins = Day(label=_("When did the work begin, or when does it?"))
    ends = Day(label=_("When does it end?"), help_text=_("Leave it empty for work that goes on."))

    @property
    def heading(self) -> str:
        """Return what the form is about, where it stands alone."""
        return gettext("Name, language and dates")

    def address(self) -> str:
        """Return the page that the form is in."""
        return reverse("plan_about", args=[self.plan.team_id])

    def clean_name(self) -> str:
        """Return the name; ValidationError for an address on the net."""
        return _plain_name(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """ValidationError where the work ends before it begins."""
        begins, ends = self.cleaned_data.get("begins"), self.cleaned_data.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", ValidationError(_("The work cannot end before it begins.")))
        return self.cleaned_data


class ProblemForm(PartForm):
    """Step 1: the problem."""

    NAME, KIND, STEP = "problem", "plan", Step.PROBLEM
    EXAMPLES = {
        "problem": Example(
            _(
                "Newly arrived refugees in Oslo have a long way into working life. Their qualifications are not "
                "documented, and they know few people who can open doors for them."
            ),
            _("After Boost Refugee, handbook p. 51"),
        )
    }

    problem = LongText(
        label=_("What is the problem, and for whom?"),
        help_text=_("Some sentences that somebody who does not know the field understands."),
        rows=9,
    )


class SourceForm(PartForm):
    """Step 1: what the description of the problem rests on."""

    KIND, STEP = "source", Step.PROBLEM
    EXAMPLES = {"title": Example(_("Interviews with 12 young people at the youth club, spring 2026"))}

    title = Line(
        label=_("Where do you know it from?"),
        help_text=_("A report, a statistic, or conversations: who, what and when."),
        required=True,
        error_messages={"required": _("Write what the source is.")},
    )
    url = Address(label=_("Address on the net"), help_text=_("If it can be read there."))


class GoalForm(PartForm):
    """Step 2: a goal."""

    KIND, STEP = "goal", Step.GOALS
    EXAMPLES = {
        "text": Example(
            _("Newly arrived refugees in Oslo have work that lasts."),
            _("After Boost Refugee, handbook p. 51"),
        )
    }

    text = LongText(
        label=_("What is to be different, and for whom?"),
        help_text=_("Write what you want to reach, not what you will do. No figures yet."),
        rows=3,
        required=True,
        error_messages={"required": _("Write the goal in a sentence.")},
    )


class GroupForm(PartForm):
    """Step 3: a target group."""

    KIND, STEP = "group", Step.GROUPS
    EXAMPLES = {
        "name": Example(_("Refugees who came to Oslo less than three years ago")),
        "needs": Example(
            _("Papers that show what they can, people who know somebody, and practice in applying for work in Norway.")
        ),
    }

    name = Line(
        label=_("Who are they?"),
        help_text=_("As narrow as it is for you: age, place and situation. Name nobody."),
        required=True,
        error_messages={"required": _("Write who the target group is.")},
    )
    code = forms.ChoiceField(
        label=_("Nearest target group of the library"),
        help_text=_("So that others who work with the same group find your indicators, if you publish them."),
        required=False,
        widget=forms.Select(LOOK),
    )
    needs = LongText(
        label=_("What do they need?"),
        help_text=_("Preferably in their own words: ask them."),
        rows=4,
    )
    number = WholeNumber(
        label=_("How many are they?"), help_text=_("Roughly is enough. Leave it empty if you do not know.")
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        code = self.fields["code"]
        assert isinstance(code, forms.ChoiceField)  # noqa: S101 - it is declared above
        terms = Vocabulary.for_active_language().terms(ConceptKind.TARGET_GROUP)
        code.choices = [("", _("None of them")), *((term.code, term.name) for term in terms)]


def _plain_name(name: str) -> str:
    if name:
        validate_plain_name(name)
    return name

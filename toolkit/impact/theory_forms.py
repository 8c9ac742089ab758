"""The forms of step 4: the theory of change in a few sentences, its elements, and what leads to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toolkit.impact.codes import Rank, Step
from toolkit.impact.part_fields import LOOK, Address, Example, Line, LongText, OwnPart, named, parts_of
from toolkit.impact.part_forms import PartForm
from toolkit.impact.theory import HEADS
from toolkit.models import Element, Link

_COURSE = _("The handbook's own example, p. 50")


@dataclass(frozen=True)
class Advice:
    """What belongs in a rank, and an example of it."""

    about: Any
    example: Any
    source: Any = _COURSE


RANK_ADVICE: Final[Mapping[Rank, Advice]] = {
    Rank.ACTIVITY: Advice(_("What you do."), _("A course for people who look for work")),
    Rank.RESULT: Advice(
        _("What follows at once, and can be counted."), _("People take part in the course and finish it")
    ),
    Rank.OUTCOME: Advice(
        _("What changes for those concerned, and you are fairly sure that it is because of you."),
        _("They get a job, and feel safer in a job interview"),
    ),
    Rank.IMPACT: Advice(
        _("What lasts. Others contribute too, so you can make it likely but not prove it."),
        _("They are still in work after a year, and live better"),
    ),
    Rank.VALUE: Advice(
        _("What society gains. You need not measure it: research has to speak for it."),
        _("Better health, as health and work go together"),
    ),
}


class TheoryForm(PartForm):
    """The theory of change in a few sentences."""

    NAME, KIND, STEP = "theory", "plan", Step.THEORY
    EXAMPLES = {
        "theory": Example(
            _(
                "When social entrepreneurs get help in an incubator, refugees get qualifications and a network, meet "
                "employers, and some of them get a job that they stay in."
            ),
            _("After Boost Refugee, handbook p. 51"),
        )
    }

    theory = LongText(
        label=_("In a few sentences"),
        help_text=_("How does what you do lead to what you want? Tell it as to somebody who does not know you."),
        rows=4,
    )


class ElementForm(PartForm):
    """An element: an activity, or what comes of it."""

    KIND, STEP = "element", Step.THEORY

    text = Line(label=_("What"), required=True, error_messages={"required": _("Write it in a few words.")})
    rank = forms.ChoiceField(label=_("Where it belongs"), choices=Rank.choices, widget=forms.Select(LOOK))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if self.part is None:
            # It stands under its rank, and is added there.
            self.fields["rank"].widget = forms.HiddenInput()


class LinkForm(PartForm):
    """That one element leads to another, why, and the research that it rests on."""

    KIND, STEP = "link", Step.THEORY
    EXAMPLES = {
        "because": Example(_("Employers who have met somebody are more willing to give them a chance.")),
        "research": Example(_("A report on recruiting through networks: who wrote it, when, and what it found.")),
    }

    cause = OwnPart(Element, label=_("This"), required=True)
    effect = OwnPart(Element, label=_("leads to"), required=True)
    because = LongText(
        label=_("Why do you think so?"), help_text=_("Preferably also what could stand in the way."), rows=3
    )
    research = LongText(
        label=_("Does it rest on research?"),
        help_text=_(
            "Name it: who, when, and what they found. Leave it empty if you know of none; then it is what you think."
        ),
        rows=2,
    )
    research_url = Address(label=_("Address of the research on the net"))

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        elements = parts_of(self.plan, Element)
        for name in ("cause", "effect"):
            field = self.fields[name]
            assert isinstance(field, OwnPart)  # noqa: S101 - it is declared above
            field.widget.attrs["lang"] = self.plan.language
            field.choices = [*_nothing_chosen(self), *_by_rank(elements)]

    def clean(self) -> dict[str, Any]:
        """ValidationError for what leads to itself, and for what is said to lead there already."""
        cause, effect = self.cleaned_data.get("cause"), self.cleaned_data.get("effect")
        if cause is None or effect is None:
            return self.cleaned_data
        if cause == effect:
            self.add_error("effect", ValidationError(_("Choose something else: nothing leads to itself.")))
        elif self._is_there(cause, effect):
            self.add_error("effect", ValidationError(_("You have said so already. Change that one instead.")))
        return self.cleaned_data

    def in_words(self, name: str, value: Any) -> str:
        """Return a field's plain value as its reader knows it: an element by its words."""
        if name in ("cause", "effect"):
            return next((named(one) for one in parts_of(self.plan, Element) if str(one.key) == value), "")
        return super().in_words(name, value)

    def _is_there(self, cause: Element, effect: Element) -> bool:
        others = Link.objects.standing().filter(plan=self.plan, cause=cause, effect=effect)
        return others.exclude(key=self.new_key).exists()


def _nothing_chosen(form: PartForm) -> list[tuple[str, Any]]:
    return [] if form.part else [("", _("Choose"))]


def _by_rank(elements: list[Element]) -> list[tuple[Any, list[tuple[str, str]]]]:
    ranks = [(HEADS[rank], [(str(one.key), named(one)) for one in elements if one.rank == rank]) for rank in Rank]
    return [(head, choices) for head, choices in ranks if choices]


FORMS: Final[tuple[type[PartForm], ...]] = (TheoryForm, ElementForm, LinkForm)

"""Fields of the forms of steps 5 to 8: lists of lines, figures, the plan's target groups, and people of the team."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.models import Membership
from toolkit.impact import figures
from toolkit.impact.part_fields import LOOK, parts_of
from toolkit.models import Plan, TargetGroup
from toolkit.models.plans import LONGEST_LINE

# What a field for lines is cut to being read: more is no list that anybody has written.
_LONGEST_LIST = 10_000
MOST_ON_SCALE = 1000


class Lines(forms.CharField):
    """A list with one on each line: empty lines are left out, and spaces about the others."""

    def __init__(self, *, rows: int = 4, **rest: Any) -> None:
        rest.setdefault("required", False)
        rest.setdefault("widget", forms.Textarea(LOOK | {"rows": rows}))
        super().__init__(max_length=_LONGEST_LIST, **rest)
        # The browser counts otherwise than we do, and cuts in silence what is pasted.
        self.widget.attrs.pop("maxlength", None)

    def prepare_value(self, value: Any) -> Any:
        """Return the list as lines, and what was written as it was."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Return the lines; ValidationError where one is too long."""
        lines = [" ".join(line.split()) for line in str(super().clean(value) or "").splitlines()]
        found = [line for line in lines if line]
        if any(len(line) > LONGEST_LINE for line in found):
            raise ValidationError(_("A line can have %(most)s characters."), params={"most": LONGEST_LINE})
        return found


class Figure(forms.CharField):
    """A figure as people write it: `1 234,5`, `12 %`."""

    def __init__(self, **rest: Any) -> None:
        rest.setdefault("required", False)
        rest.setdefault("widget", forms.TextInput(LOOK | {"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**rest)

    def prepare_value(self, value: Any) -> Any:
        """Return the figure as the reader's language writes it, and what was written as it was."""
        return figures.say(value, _language()) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        """Return the figure; ValidationError with what to write instead."""
        text = str(super().clean(value) or "")
        if not text:
            return None
        try:
            return figures.parse(text, _language())
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from wrong


class WholeFigure(forms.IntegerField):
    """A whole figure, of any sign: where a scale begins or ends."""

    def __init__(self, **rest: Any) -> None:
        told = _("Write a whole number with figures, for example 5.")
        super().__init__(
            required=False,
            min_value=-MOST_ON_SCALE,
            max_value=MOST_ON_SCALE,
            widget=forms.TextInput(LOOK | {"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={"invalid": told, "min_value": told, "max_value": told},
            **rest,
        )


class OwnGroups(forms.MultipleChoiceField):
    """Some of the plan's target groups, by their keys."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple(LOOK), **rest)
        self._keys: list[UUID] = []

    def offer(self, plan: Plan) -> None:
        """Have the plan's groups to choose among."""
        self._keys = [group.key for group in parts_of(plan, TargetGroup)]
        self.choices = [(str(group.key), group.name) for group in parts_of(plan, TargetGroup)]

    def clean(self, value: Any) -> list[UUID]:
        """Return the keys, in the order of the plan."""
        chosen = set(super().clean(value))
        return [key for key in self._keys if str(key) in chosen]


class Member(forms.ChoiceField):
    """Somebody in the team. Whoever is chosen and has left since is still named, until another is chosen."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(required=False, widget=forms.Select(LOOK), **rest)
        self._people: dict[str, Any] = {}

    def offer(self, people: Iterable[Any], chosen: Any = None) -> None:
        """Have these people to choose among."""
        self._people = {str(person.pk): person for person in people}
        choices = [("", _("Nobody")), *((key, str(person)) for key, person in self._people.items())]
        if chosen is not None and str(chosen.pk) not in self._people:
            self._people[str(chosen.pk)] = chosen
            choices.append((str(chosen.pk), _("%(name)s, no longer in the team") % {"name": chosen}))
        self.choices = choices

    def clean(self, value: Any) -> Any:
        """Return the person."""
        return self._people.get(super().clean(value))


def people_of(plan: Plan) -> list[Any]:
    """Return those who are in the plan's team, by name, asked for once for a plan that is in hand."""
    known: list[Any] | None = vars(plan).get("_people_in_hand")
    if known is None:
        members = Membership.objects.in_effect().filter(team=plan.team_id).select_related("user")
        known = sorted((member.user for member in members), key=lambda person: str(person).casefold())
        vars(plan)["_people_in_hand"] = known
    return known


def _language() -> str:
    return get_language() or "nb"

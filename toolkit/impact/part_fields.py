"""Fields of the forms of a plan's parts, each with what to write there and an example beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from toolkit.impact.parts import AnyPart
from toolkit.impact.seen_text import says_anything
from toolkit.models import Plan
from toolkit.models.plans import LONGEST_LINE, LONGEST_TEXT, LONGEST_URL

DAY_FORMAT = "%Y-%m-%d"
# What browsers send, and what people write where the browser has no calendar.
DAY_FORMATS = (DAY_FORMAT, "%d.%m.%Y", "%d.%m.%y")
LOOK = {"class": "ds-input"}


@dataclass(frozen=True)
class Example:
    """What somebody else wrote in a field: the handbook's own plan where it has one, with the page."""

    text: Any
    source: Any = ""


class LongText(forms.CharField):
    """A text of several paragraphs. Nothing that is pasted is cut: what is too long is said to be."""

    def __init__(self, *, rows: int = 5, most: int = LONGEST_TEXT, **rest: Any) -> None:
        rest.setdefault("required", False)
        rest.setdefault("widget", forms.Textarea(LOOK | {"rows": rows}))
        super().__init__(**rest)
        self.validators.append(_not_longer_than(most))

    def to_python(self, value: Any) -> str:
        """Return the text with the line ends that it is stored with, so that what nobody changed stays the same."""
        return str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class Line(forms.CharField):
    """A text on one line."""

    def __init__(self, *, most: int = LONGEST_LINE, **rest: Any) -> None:
        rest.setdefault("required", False)
        rest.setdefault("widget", forms.TextInput(LOOK | {"autocomplete": "off"}))
        super().__init__(**rest)
        self.validators.append(_not_longer_than(most))

    def to_python(self, value: Any) -> str:
        """Return the text with single spaces; one that shows nothing is empty, as no page or file could name it."""
        text = " ".join(str(super().to_python(value) or "").split())
        return text if says_anything(text) else ""


class Address(forms.URLField):
    """An address on the net; what is written without its beginning gets it."""

    def __init__(self, **rest: Any) -> None:
        rest.setdefault("required", False)
        rest.setdefault("widget", forms.TextInput(LOOK | {"inputmode": "url", "autocomplete": "off"}))
        rest.setdefault("error_messages", {"invalid": _("Write the whole address, for example https://www.ks.no/.")})
        super().__init__(assume_scheme="https", **rest)
        self.validators.append(_not_longer_than(LONGEST_URL))


class Day(forms.DateField):
    """A date, as browsers send it or as people write it."""

    def __init__(self, **rest: Any) -> None:
        rest.setdefault("required", False)
        rest.setdefault("widget", forms.DateInput(LOOK | {"type": "date"}, format=DAY_FORMAT))
        rest.setdefault("error_messages", {"invalid": _("Write the day like this: 31.12.2026.")})
        super().__init__(input_formats=DAY_FORMATS, **rest)


class WholeNumber(forms.IntegerField):
    """A count: never negative, and at most what the database holds. Spaces between thousands are read."""

    def __init__(self, **rest: Any) -> None:
        rest.setdefault("required", False)
        rest.setdefault("widget", forms.TextInput(LOOK | {"inputmode": "numeric", "autocomplete": "off"}))
        told = _("Write a whole number with figures, for example 1 200.")
        rest.setdefault("error_messages", {"invalid": told, "min_value": told})
        super().__init__(min_value=0, max_value=2_147_483_647, **rest)

    def to_python(self, value: Any) -> int | None:
        """Return the number, with or without spaces between thousands."""
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class OwnPart(forms.ChoiceField):
    """One of the plan's own parts of a kind, by its key: an element that leads to another, say."""

    def __init__(self, model: type[AnyPart], *, none: Any = "", **rest: Any) -> None:
        rest.setdefault("required", False)
        rest.setdefault("widget", forms.Select(LOOK))
        super().__init__(**rest)
        self.model, self.none = model, none or _("None")

    def offer(self, parts: Sequence[AnyPart]) -> None:
        """Have these to choose from."""
        self._by_key = {str(part.key): part for part in parts}
        first = [] if self.required else [("", self.none)]
        self.choices = [*first, *((key, named(part)) for key, part in self._by_key.items())]

    def clean(self, value: Any) -> AnyPart | None:
        """Return the part itself."""
        return self._by_key.get(super().clean(value))


def named(part: Any) -> str:
    """Return what a part is called where it is chosen."""
    text = next((value for name in ("name", "text", "title") if (value := getattr(part, name, ""))), "")
    return " ".join(str(text).split())[:120] or str(part)


def parts_of(plan: Plan, model: type[Any]) -> list[Any]:
    """Return the plan's standing parts of a kind, asked for once for a plan that is in hand: a page has many forms."""
    known: dict[type[models.Model], list[Any]] = vars(plan).setdefault("_parts_in_hand", {})
    if model not in known:
        known[model] = list(model.objects.standing().filter(plan=plan))
    return known[model]


def forget_parts(plan: Plan) -> None:
    """Have the plan's parts asked for anew, as one of them has been changed."""
    vars(plan).pop("_parts_in_hand", None)


def _not_longer_than(most: int) -> MaxLengthValidator:
    return MaxLengthValidator(most)

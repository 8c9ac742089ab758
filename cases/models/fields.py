"""Model fields that hold codes, and show an editor their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cases.codes import CODES, ConceptKind


def _own_widget(kwargs: dict[str, Any]) -> dict[str, Any]:
    """Return the widget that a form asks for, if it asks for one."""
    return {"widget": kwargs["widget"]} if "widget" in kwargs else {}


def named_choices(kind: str) -> Iterator[tuple[str, str]]:
    """Yield (code, name in the editor's language) of one kind of concept; one query when it is iterated over."""
    from cases.models.vocabulary import Vocabulary

    for term in Vocabulary.for_active_language().terms(kind):
        yield term.code, term.name


def code_choices(kind: str) -> list[tuple[str, str]]:
    """Return what a select of one kind of concept offers, nothing chosen first. One query."""
    return [("", "–"), *named_choices(kind)]


class CodeField(models.CharField):
    """One code of a kind of concept, or an empty text."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Return what a migration needs, the kind included."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "kind": str(self.kind)}

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Raise ValidationError for a code that the kind does not have."""
        super().validate(value, model_instance)
        if value and value not in CODES[self.kind]:
            raise ValidationError(_("%(value)s is not one of the choices."), params={"value": value})

    def formfield(self, **kwargs: Any) -> Any:
        """Return a select with names."""
        return forms.ChoiceField(
            choices=lambda: code_choices(self.kind),
            label=kwargs.get("label", capfirst(self.verbose_name)),
            required=not self.blank,
            help_text=self.help_text,
            **_own_widget(kwargs),
        )


class CodeListField(ArrayField):
    """A list of codes of one kind, each at most once, in the kind's own order."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        kwargs["base_field"] = models.CharField(max_length=40)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Return what a migration needs, the kind included."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("base_field")
        return name, path, args, {**kwargs, "kind": str(self.kind)}

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Raise ValidationError for codes that the kind does not have."""
        super().validate(value, model_instance)
        for code in value or []:
            if code not in CODES[self.kind]:
                raise ValidationError(_("%(value)s is not one of the choices."), params={"value": code})

    def formfield(self, **kwargs: Any) -> Any:
        """Return one checkbox for each name."""
        return forms.MultipleChoiceField(
            choices=lambda: list(named_choices(self.kind)),
            label=kwargs.get("label", capfirst(self.verbose_name)),
            required=not self.blank,
            help_text=self.help_text,
            **{"widget": forms.CheckboxSelectMultiple, **_own_widget(kwargs)},
        )


class ThicknessField(models.PositiveSmallIntegerField):
    """Position from 1 (thin) to 5 (thick), or none (handbook figure 1, p. 13)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    @property
    def validators(self) -> list[Any]:
        """Return the checks of the range 1-5."""
        return [*super().validators, MinValueValidator(1), MaxValueValidator(5)]

    def formfield(self, **kwargs: Any) -> Any:
        """Return a select with the five positions' names."""
        return forms.TypedChoiceField(
            choices=lambda: code_choices(ConceptKind.THICKNESS),
            coerce=int,
            empty_value=None,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            required=False,
            help_text=self.help_text,
            **_own_widget(kwargs),
        )

"""What is stored about people: one table, which apps add to; the privacy page and people's files are made from it.

A field that can hold something about a person stands in it, or among those of which it is said that they do not;
a test finds the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.accounts.models import User

# Which rows of a model are about somebody.
Own = Callable[[User], Q]
Words = Mapping[str, str]
_TEXTS = (
    *(models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField),
    *(models.GenericIPAddressField,),
)


@dataclass(frozen=True)
class Kept:
    """One thing that is stored: what, why and for how long, in words; and the models' fields, separated by spaces.

    `own` says which rows are about somebody, for the file with their data; `withheld` are fields that are not in it:
    secrets, and texts that belong to a case.
    """

    what: Any
    why: Any
    how_long: Any
    fields: Words = field(default_factory=dict)
    own: Mapping[str, Own] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()


_table: list[Kept] = []
_last: list[Kept] = []
_not_about_people: dict[str, set[str]] = {}


def keep(*rows: Kept, last: bool = False) -> None:
    """Add rows to the table, or to its end; called when an app is ready."""
    (_last if last else _table).extend(rows)


def not_about_people(fields: Words) -> None:
    """Say of fields that they hold nothing about people, by model."""
    for model, names in fields.items():
        _not_about_people.setdefault(model, set()).update(names.split())


def table() -> list[Kept]:
    """Return all that is stored about people, in the order of the privacy page."""
    return [*_table, *_last]


def by(*lookups: str) -> Own:
    """Return the rows in which one of these fields is the person."""

    def own(user: User) -> Q:
        condition = Q(pk__in=[])
        for lookup in lookups:
            condition |= Q(**{lookup: user.pk})
        return condition

    return own


def by_address(lookup: str) -> Own:
    """Return the rows with the person's confirmed address."""

    def own(user: User) -> Q:
        address = user.confirmed_address
        return Q(**{f"{lookup}__iexact": address}) if address else Q(pk__in=[])

    return own


def unspoken() -> list[str]:
    """Return the fields that can hold something about a person and of which nothing is said, or two things."""
    kept, others = _named(row.fields for row in table()), _named([_spaced(_not_about_people)])
    return sorted((_possible() - kept - others) | (kept & others))


def unknown() -> list[str]:
    """Return what is named in the table, or beside it, and does not exist."""
    named = _named([*(row.fields for row in table()), _spaced(_not_about_people)])
    real = {f"{model._meta.label}.{one.name}" for model in _models() for one in model._meta.concrete_fields}
    return sorted(named - real)


def _spaced(fields: Mapping[str, set[str]]) -> Words:
    return {model: " ".join(names) for model, names in fields.items()}


def _named(words: Iterable[Words]) -> set[str]:
    return {f"{model}.{name}" for fields in words for model, names in fields.items() for name in names.split()}


def _models() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _possible() -> set[str]:
    """Return each field that leads to a user, or in which anything can be written."""
    return {
        f"{model._meta.label}.{one.name}"
        for model in _models()
        for one in model._meta.local_concrete_fields
        if _can_hold(one)
    }


def _can_hold(one: Any) -> bool:
    if one.is_relation:
        return bool(one.related_model and one.related_model._meta.label == settings.AUTH_USER_MODEL)
    is_text = isinstance(one, _TEXTS) or one.get_internal_type() in ("ArrayField", "SearchVectorField", "HStoreField")
    return is_text and not one.choices

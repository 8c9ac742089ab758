"""What apps say of themselves: which tables no public page shows, and which views' pages are kept whole.

A table of which nothing was said counts as shown: that costs a little, the contrary would show what is out of date.
A view of which nothing was said is not kept. Tests want every table and every view of public pages to be spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model

# Of these, public pages show something.
_shown: set[str] = set()
_hidden: set[str] = set()
# Changes of these columns alone are none that readers see, by table.
_ignored: dict[str, tuple[str, ...]] = {}
_whole_views: set[str] = set()
_single_views: set[str] = set()
_parameters: set[str] = set()

# What is chosen from a list, not typed.
_CHOSEN = re.compile(r"[a-z0-9_-]{1,32}\Z")
# Readers combine few choices, and each combination is a page to keep.
_MOST_PARAMETERS = 3


def show(app: str, *models: str) -> None:
    """Say that public pages show something of these models; a table between two models is one too: `Page_tags`."""
    _shown.update(f"{app}.{model}".lower() for model in models)


def hide(app: str, *models: str) -> None:
    """Say that no public page shows anything of these models."""
    _hidden.update(f"{app}.{model}".lower() for model in models)


def ignore(app: str, model: str, *columns: str) -> None:
    """Say that no public page shows these columns of a model."""
    _ignored[f"{app}.{model}".lower()] = columns


def keep_whole(*views: str) -> None:
    """Say that the pages of these views are kept: they are the same for all who are not signed in."""
    _whole_views.update(views)


def make_each(*views: str) -> None:
    """Say that the pages of these views are made for each request, although visitors who are not signed in see them."""
    _single_views.update(views)


def keep_with(*parameters: str) -> None:
    """Say that pages are kept also when these parameters stand in the address."""
    _parameters.update(parameters)


def undeclared() -> list[str]:
    """Return the models of which nothing was said, or two things."""
    labels = {model._meta.label_lower for model in _tables()}
    return sorted((labels - _shown - _hidden) | (_shown & _hidden))


def shown_tables() -> dict[str, tuple[str, ...]]:
    """Return the tables of what is shown, each with the columns to ignore."""
    shown = (model._meta for model in _tables() if model._meta.label_lower not in _hidden)
    return {meta.db_table: _ignored.get(meta.label_lower, ()) for meta in shown}


def _tables() -> Iterable[type[Model]]:
    models = apps.get_models(include_auto_created=True)
    return (model for model in models if model._meta.managed and not model._meta.proxy)


def views_spoken_of() -> set[str]:
    """Return the views of which something was said."""
    return _whole_views | _single_views


def is_whole(view: str | None) -> bool:
    """Say whether a view's pages are kept."""
    return view in _whole_views


def can_be_kept_with(parameters: Iterable[tuple[str, str]]) -> bool:
    """Say whether a page is worth keeping for the parameters of its address.

    Otherwise anybody could fill the cache with addresses that nobody else will ask for.
    """
    pairs = list(parameters)
    return len(pairs) <= _MOST_PARAMETERS and all(
        name in _parameters and _CHOSEN.match(value) is not None for name, value in pairs
    )

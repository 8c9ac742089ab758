"""The kinds of file that a plan can be taken along as: each is registered by its own module."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

from toolkit.models import Plan

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class Kind:
    """A kind of file: its ending, what it is called on a button, and how it is made."""

    ending: str
    label: StrPromise
    content_type: str
    make: Callable[[Plan, HttpRequest], bytes]


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Offer kinds of file, in the order in which they are registered."""
    _kinds.update({kind.ending: kind for kind in kinds})


def kind_for(ending: str) -> Kind | None:
    """Return the kind of file with an ending."""
    return _kinds.get(ending)


def all_kinds() -> list[Kind]:
    """Return the kinds of file that there are."""
    return list(_kinds.values())

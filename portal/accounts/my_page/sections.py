"""Where other apps put what they have of somebody on that person's own page: they register makers, the page asks them.

A maker that reads the database does so with a fixed number of queries, whatever there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from portal.accounts.models import User


@dataclass(frozen=True)
class Section:
    """A part of the page: `template` gets `context` as `section`; `key` is its anchor, `heading` stands above it."""

    key: str
    heading: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Notice:
    """What the portal writes to somebody about, in words; `url` is where to change it, with `link` as its words."""

    text: str
    url: str = ""
    link: str = ""


SectionMaker = Callable[[User, HttpRequest], Section | None]
NoticeMaker = Callable[[User], Sequence[Notice]]
_sections: dict[str, SectionMaker] = {}
_notices: dict[str, NoticeMaker] = {}


def register(name: str, maker: SectionMaker) -> None:
    """Have a maker asked for each person's page; sections stand in the order in which their makers came."""
    _sections[name] = maker


def register_notices(name: str, maker: NoticeMaker) -> None:
    """Have a maker asked which e-mails somebody gets."""
    _notices[name] = maker


def sections_for(user: User, request: HttpRequest) -> list[Section]:
    """Return the sections of somebody's page."""
    return [section for maker in _sections.values() if (section := maker(user, request))]


def notices_for(user: User) -> list[Notice]:
    """Return what the portal writes to somebody about."""
    return [notice for maker in _notices.values() for notice in maker(user)]

"""The rooms of a plan's ten steps: each is made by its own module, and all stand in the same frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from toolkit.impact.codes import Step
from toolkit.models import Plan


@dataclass(frozen=True)
class Room:
    """What a step's room holds: a template with its context, and the style sheets that it needs."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    styles: tuple[str, ...] = ()


# Gets the plan and the request (what the reader may do is in `plan_pages.can_of(plan, request)`).
RoomMaker = Callable[[Plan, HttpRequest], Room]
NoticeMaker = Callable[[Plan, HttpRequest], Room | None]
_rooms: dict[Step, RoomMaker] = {}
_notices: dict[str, NoticeMaker] = {}


def register(step: Step, maker: RoomMaker) -> None:
    """Have a maker asked for a step's room."""
    _rooms[step] = maker


def register_notice(name: str, maker: NoticeMaker) -> None:
    """Have a maker asked for something that the plan's first page says above the steps: what is due now, say."""
    _notices[name] = maker


def room_for(step: Step, plan: Plan, request: HttpRequest) -> Room | None:
    """Return what stands in a step's room."""
    maker = _rooms.get(step)
    return maker(plan, request) if maker else None


def notices_for(plan: Plan, request: HttpRequest) -> list[Room]:
    """Return what the plan's first page says above the steps."""
    return [notice for maker in _notices.values() if (notice := maker(plan, request))]

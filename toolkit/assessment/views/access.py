"""Who gets to a round's pages: those who may do something in its team."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from cases.models import Team
from cases.teams.permissions import Action
from cases.teams.views import for_members
from toolkit.models import Round

View = Callable[..., HttpResponse]


def for_round(action: Action, *, is_deleted: bool = False) -> Callable[[View], View]:
    """Have a view answer those who may do something with the team's rounds; it gets team and round for their numbers.

    A round of another team is not there, whatever its number, and neither is a deleted one but for what brings it back.
    """

    def decorated(view: View) -> View:
        @for_members(action)
        @wraps(view)
        def answer(request: HttpRequest, team: Team, round_id: int, **rest: Any) -> HttpResponse:
            rounds = Round.objects.filter(team=team) if is_deleted else Round.objects.standing().filter(team=team)
            round_ = get_object_or_404(rounds.select_related("team", "questionnaire"), pk=round_id)
            return view(request, team, round_, **rest)

        return answer

    return decorated

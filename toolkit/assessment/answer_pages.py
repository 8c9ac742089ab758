"""What the pages of those who answer show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from cases.models import CasePage, Team, Vocabulary
from cases.models.vocabulary import reading_order
from toolkit.assessment.answering import Standing, standing_of
from toolkit.assessment.asked import Item, items_of
from toolkit.assessment.codes import PartnerGroup, SeenBy
from toolkit.assessment.join_codes import grouped
from toolkit.assessment.progress import HEIGHT, WIDTH, progress_cloth
from toolkit.assessment.qr import qr_of
from toolkit.assessment.steps import Step, steps_of
from toolkit.assessment.wording import SEEN_BY_IN_WORDS
from toolkit.models import Participation, Round


def items_for(participation: Participation) -> tuple[Item, ...]:
    """Return all that somebody is asked."""
    return items_of(participation.round.questionnaire, participation.round.form)


def steps_for(participation: Participation, faults: Mapping[str, str] | None = None) -> list[Step]:
    """Return the screens that somebody goes through, with what was answered."""
    return steps_of(items_for(participation), participation.answers, Vocabulary.for_active_language(), faults)


def round_context(round_: Round) -> dict[str, Any]:
    """Return what every page tells of a round: who asks, who sees the result, and where it is."""
    return {
        "round": round_,
        "asker": asker_of(round_.team),
        "standing": str(standing_of(round_)),
        "seen_by": SEEN_BY_IN_WORDS[round_.seen_by],
        "groups": [(str(group), group.label) for group in PartnerGroup if group in round_.groups],
        "code": grouped(round_.code),
    }


def private_context(request: HttpRequest, secret: str, participation: Participation, view: str) -> dict[str, Any]:
    """Return what the pages of a private link share: the round, the group, and the link itself to take along."""
    address = request.build_absolute_uri(reverse("answer", args=[secret]))
    return {
        **round_context(participation.round),
        "secret": secret,
        "group": PartnerGroup(participation.group).label,
        "private_address": address,
        "private_qr": qr_of(address),
        "view_in_all_languages": view,
        "view_arguments": [secret],
    }


def screen_context(steps: Sequence[Step], current: Step) -> dict[str, Any]:
    """Return what the form needs to show one of its screens."""
    place = steps.index(current)
    return {
        "steps": steps,
        "current": current,
        "next": steps[place + 1] if place + 1 < len(steps) else None,
        "previous": steps[place - 1] if place else None,
        "answered": sum(step.is_answered for step in steps),
        "cloth": progress_cloth(steps),
        "cloth_size": (WIDTH, HEIGHT),
        "query_in_all_languages": f"step={current.number}",
    }


def asker_of(team: Team) -> str:
    """Return who asks: the team's case where it is published, else the working name. Drafts are nobody's to read."""
    order = reading_order(get_language())
    pages = CasePage.objects.live().filter(translation_key=team.case_id) if team.case_id else CasePage.objects.none()
    titles = dict(pages.values_list("locale__language_code", "title"))
    return next((titles[code] for code in order if code in titles), team.name)


def is_shown_to_participants(round_: Round) -> bool:
    """Say whether those who took part can see the result now."""
    return round_.shown_on is not None and round_.seen_by != SeenBy.TEAM and standing_of(round_) is not Standing.DELETED

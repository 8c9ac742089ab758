"""Moving an element of the theory of change up or down among those of its rank."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cases.teams.refusals import NotAllowedError
from toolkit.impact.parts import locked_plan
from toolkit.models import Element


@transaction.atomic
def move_element(*, element: Element, by: Any, up: bool) -> Element:
    """Have an element change places with the one before or after it in its rank; the first and the last stay.

    The order is how the picture is read and no more, so history says nothing of it. NotAllowedError when it is not
    theirs, or the element is gone.
    """
    plan = locked_plan(element.plan, by)
    own = [one for one in plan.elements.standing() if one.rank == element.rank]
    place = next((place for place, one in enumerate(own) if one.pk == element.pk), None)
    if place is None:
        raise NotAllowedError
    other = place + (-1 if up else 1)
    if 0 <= other < len(own):
        own[place], own[other] = own[other], own[place]
        # Places may be the same after imports: the rank's own are dealt out anew.
        places = sorted({one.position for one in own})
        if len(places) < len(own):
            places = list(range(len(own)))
        for position, one in zip(places, own, strict=True):
            one.position = position
        Element.objects.bulk_update(own, ["position"])
    return next(one for one in own if one.pk == element.pk)

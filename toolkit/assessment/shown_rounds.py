"""Which rounds a case shows, as long as they may be shown; and the search follows when that changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, OuterRef
from django.db.models.functions import JSONObject
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.editorial.showing import page_with_facts
from cases.models import CasePage, Team
from cases.search.index import note_case
from cases.shown_with import Shown, entries, of_tool
from toolkit.assessment.codes import SeenBy
from toolkit.models import Participation, Round

TOOL: Final = "assessment"


class Show(models.TextChoices):
    """What of a round the page of its case shows."""

    PROFILE = "profile", gettext_lazy("The profile: how the collaboration sees each value and action field, for all")
    SPREAD = "spread", gettext_lazy("The spread: how the answers are distributed, for all and for each partner group")


@dataclass(frozen=True)
class ShownRound:
    """A round that a case shows, and what of it."""

    round: Round
    show: Show
    # How many have answered by group, where that is at hand.
    answered: Mapping[str, int] | None = None


def thing(round_id: int, show: str = Show.PROFILE) -> Shown:
    """Return a round as a case keeps it."""
    return Shown(TOOL, round_id, str(show))


def rounds_shown_with(page: CasePage, *, whole: bool = False) -> list[ShownRound]:
    """Return the rounds that a page shows, the newest first, with one query where it has chosen any.

    With `whole` all that a result is made of is fetched too, for all of them with two more. Whatever the page says:
    only rounds of its own case's team, whose result has been shown, that everybody may see and that are not deleted.
    """
    chosen = {entry.id: entry.show for entry in of_tool(page.shown_with, TOOL) if entry.show in Show.values}
    if not chosen:
        return []
    public = Round.objects.standing().shown().filter(seen_by=SeenBy.PUBLIC, team__case_id=page.translation_key)
    rounds = public.filter(pk__in=chosen).order_by("-opened_at", "-pk")
    if not whole:
        return [ShownRound(round_, Show(chosen[round_.pk])) for round_ in rounds]
    fetched = rounds.select_related("questionnaire").prefetch_related("batches", "questionnaire__statements")
    return [
        ShownRound(round_, Show(chosen[round_.pk]), _took_part(round_))
        for round_ in fetched.annotate(answered_by_group=_answered_by_group())
    ]


def _answered_by_group() -> ArraySubquery:
    answered = Participation.objects.filter(round=OuterRef("pk")).exclude(answers={}).order_by()
    counted = answered.values("group").annotate(people=Count("pk"))
    return ArraySubquery(counted.values(one=JSONObject(group="group", people="people")))


def _took_part(round_: Any) -> dict[str, int]:
    """Return how many have answered; of answers that are deleted, as it was kept."""
    if round_.reduced_on is not None:
        return dict(round_.took_part)
    return {one["group"]: one["people"] for one in round_.answered_by_group}


def rounds_of_case(case_id: UUID | None) -> list[ShownRound]:
    """Return the rounds that readers see with a case, the newest first."""
    page = page_with_facts(case_id)
    return rounds_shown_with(page, whole=True) if page and page.live else []


def in_words(shown: Shown) -> str:
    """Return what is shown, for editors and reviewers."""
    round_ = Round.objects.standing().filter(pk=shown.id).first()
    if round_ is None:
        return _("Self-assessment: a round that has been deleted")
    if shown.show == Show.SPREAD:
        return _("Self-assessment: the spread of the round “%(name)s”") % {"name": round_.name}
    return _("Self-assessment: the profile of the round “%(name)s”") % {"name": round_.name}


def note_cases_that_show(round_ids: set[int]) -> None:
    """Let the search know anew of the live pages that have chosen any of some rounds."""
    live = CasePage.objects.live().exclude(shown_with=[]).values_list("pk", "shown_with")
    ids = [pk for pk, kept in live if any(e.tool == TOOL and e.id in round_ids for e in entries(kept))]
    for page in CasePage.objects.filter(pk__in=ids).for_record().order_by("pk"):
        note_case(page)


def _round_changed(sender: type[Round], instance: Round, **kwargs: Any) -> None:
    if not kwargs.get("created"):
        note_cases_that_show({instance.pk})


def _team_changed(sender: type[Team], instance: Team, **kwargs: Any) -> None:
    if not kwargs.get("created"):
        note_cases_that_show(set(Round.objects.filter(team=instance).values_list("pk", flat=True)))


def connect() -> None:
    """Listen to rounds and teams; called when the app is ready."""
    post_save.connect(_round_changed, sender=Round, dispatch_uid="toolkit.round_changed")
    post_delete.connect(_round_changed, sender=Round, dispatch_uid="toolkit.round_deleted")
    post_save.connect(_team_changed, sender=Team, dispatch_uid="toolkit.team_changed")

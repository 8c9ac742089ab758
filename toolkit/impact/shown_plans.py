"""What cases show of impact plans, as long as it may be shown; and the search follows when that changes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models.signals import post_delete, post_save
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.editorial.showing import page_with_facts
from cases.models import CasePage, Team
from cases.search.index import note_case
from cases.shown_with import Shown, of_tool
from toolkit.assessment.shown_rounds import rounds_shown_with
from toolkit.impact.bank.sync import TOOL, publications_shown_with
from toolkit.impact.codes import Evidence
from toolkit.impact.evidence import evidence_of
from toolkit.impact.published import Content
from toolkit.impact.taking_back import take_back_words
from toolkit.models import Measurement, Plan, Publication


def thing(plan_id: int, publication_id: int | None = None) -> Shown:
    """Return a plan, and what of it, as a case keeps it."""
    return Shown(TOOL, plan_id, str(publication_id or 0))


def publication_of(shown: Shown | None) -> Publication | None:
    """Return what an entry of a case shows, whatever has become of the plan."""
    if shown is None or not shown.show.isdecimal():
        return None
    return Publication.objects.filter(pk=int(shown.show), plan=shown.id).first()


def contents_on(page: CasePage) -> list[Content]:
    """Return what a page shows of plans, with one query where it has chosen any."""
    return [Content.read(one.content) for one in publications_shown_with(page)]


def evidence_of_page(page: CasePage) -> Evidence:
    """Return how well the impact of a case is known, by what the page shows: two queries, none for most pages."""
    return evidence_of(contents_on(page), has_assessment=bool(rounds_shown_with(page)))


def evidence_with(case_id: UUID | None, content: Content) -> Evidence:
    """Return how well the impact of a case would be known, were this shown of its plan."""
    page = page_with_facts(case_id)
    has_assessment = bool(rounds_shown_with(page)) if page is not None else False
    return evidence_of([content], has_assessment=has_assessment)


def in_words(shown: Shown) -> str:
    """Return what is shown, for editors and reviewers."""
    publication = publication_of(shown)
    if publication is None or not Plan.objects.standing().filter(pk=shown.id).exists():
        return _("Impact: a plan that has been deleted")
    content = Content.read(publication.content)
    count = len(content.indicators)
    text = ngettext(
        "Impact: %(count)s indicator of the plan “%(name)s”, as it was on %(day)s",
        "Impact: %(count)s indicators of the plan “%(name)s”, as it was on %(day)s",
        count,
    )
    day = date_format(localtime(publication.made_at), "DATE_FORMAT")
    return text % {"count": count, "name": content.name, "day": day}


def _note(case_ids: set[UUID]) -> None:
    """Let the search know anew of the live pages of cases that have chosen anything of a plan."""
    live = CasePage.objects.live().filter(translation_key__in=case_ids).exclude(shown_with=[])
    for page in live.for_record().order_by("pk"):
        if of_tool(page.shown_with, TOOL):
            note_case(page)


def _plan_changed(sender: type[Plan], instance: Plan, **kwargs: Any) -> None:
    fields = kwargs.get("update_fields")
    if not kwargs.get("created") and (fields is None or "deleted_at" in fields) and instance.team.case_id:
        _note({instance.team.case_id})


def _team_changed(sender: type[Team], instance: Team, **kwargs: Any) -> None:
    if kwargs.get("created"):
        return
    plans = [shown.plan_id for shown in Publication.objects.filter(plan__team=instance).only("plan")]
    if not plans:
        return
    live = CasePage.objects.live().exclude(shown_with=[]).values_list("translation_key", "shown_with")
    _note({key for key, kept in live if any(entry.id in plans for entry in of_tool(kept, TOOL))})


def _measurement_changed(sender: type[Measurement], instance: Measurement, **kwargs: Any) -> None:
    """Take words off at once that may no longer be shown, wherever they have been published."""
    if not kwargs.get("created"):
        take_back_words(instance)


def connect() -> None:
    """Listen to plans, teams and measurements; called when the app is ready."""
    post_save.connect(_plan_changed, sender=Plan, dispatch_uid="toolkit.impact.plan_changed")
    post_delete.connect(_plan_changed, sender=Plan, dispatch_uid="toolkit.impact.plan_deleted")
    post_save.connect(_team_changed, sender=Team, dispatch_uid="toolkit.impact.team_changed")
    post_save.connect(_measurement_changed, sender=Measurement, dispatch_uid="toolkit.impact.measurement_changed")

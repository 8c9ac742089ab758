"""Has the bank follow whatever changes what live cases show: pages, teams, plans, and copies that come and go."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save

from cases.models import CasePage, Team
from cases.shown_with import of_tool
from toolkit.impact.bank.reuse import recount
from toolkit.impact.bank.sync import TOOL, sync_case
from toolkit.models import BankUse, Indicator, Plan


def _page_changed(sender: type[CasePage], instance: CasePage, **kwargs: Any) -> None:
    # A page that was just made takes nothing away.
    is_new = kwargs.get("created", False)
    shows = of_tool(instance.shown_with, TOOL)
    if shows or (not is_new and BankUse.objects.filter(case_id=instance.translation_key).exists()):
        sync_case(instance.translation_key)


def _team_changed(sender: type[Team], instance: Team, **kwargs: Any) -> None:
    if kwargs.get("created"):
        return
    showing = BankUse.objects.filter(publication__plan__team=instance).values_list("case_id", flat=True)
    for case_id in sorted({*showing, *([instance.case_id] if instance.case_id else [])}):
        sync_case(case_id)
    _recount_copies_of(Indicator.objects.filter(plan__team=instance))


def _plan_changed(sender: type[Plan], instance: Plan, **kwargs: Any) -> None:
    if kwargs.get("created") or not _may_have_come_or_gone(kwargs):
        return
    if instance.team.case_id:
        sync_case(instance.team.case_id)
    _recount_copies_of(Indicator.objects.filter(plan=instance))


def _copy_changed(sender: type[Indicator], instance: Indicator, **kwargs: Any) -> None:
    if instance.origin and (kwargs.get("created") or _may_have_come_or_gone(kwargs)):
        recount([instance.origin])


def _may_have_come_or_gone(kwargs: dict[str, Any]) -> bool:
    fields = kwargs.get("update_fields")
    return fields is None or "deleted_at" in fields


def _recount_copies_of(indicators: Any) -> None:
    if origins := set(indicators.exclude(origin=None).values_list("origin", flat=True)):
        recount(origins)


def connect() -> None:
    """Listen; called when the app is ready."""
    post_save.connect(_page_changed, sender=CasePage, dispatch_uid="toolkit.bank.page_changed")
    post_delete.connect(_page_changed, sender=CasePage, dispatch_uid="toolkit.bank.page_deleted")
    post_save.connect(_team_changed, sender=Team, dispatch_uid="toolkit.bank.team_changed")
    post_save.connect(_plan_changed, sender=Plan, dispatch_uid="toolkit.bank.plan_changed")
    post_save.connect(_copy_changed, sender=Indicator, dispatch_uid="toolkit.bank.copy_changed")
    post_delete.connect(_copy_changed, sender=Indicator, dispatch_uid="toolkit.bank.copy_deleted")

"""Using an indicator of the bank in a plan of one's own: what is measured and how, where it comes from, no figure."""

from __future__ import annotations

from typing import Any, cast

from django.db import transaction

from cases.codes import LOCALES
from cases.models import CasePage
from toolkit.impact.bank.contents import columns_of, values_for_copy
from toolkit.impact.parts import add_part, locked_plan
from toolkit.models import BankIndicator, Indicator, Plan


@transaction.atomic
def copy_into_plan(*, entry: BankIndicator, plan: Plan, by: Any) -> tuple[Indicator, bool]:
    """Copy an entry into a plan; return the copy and whether it is new: what is there already is not doubled.

    NotAllowedError when the plan is not theirs to write.
    """
    now = locked_plan(plan, by)
    entry = entry.merged_into or entry
    if standing := Indicator.objects.standing().filter(plan=now, origin=entry.key).first():
        return standing, False
    copy = add_part(
        plan=now,
        by=by,
        kind=Indicator.KIND,
        values=values_for_copy(columns_of(vars(entry)), entry.content),
        origin=entry.key,
        origin_title=origin_title(entry),
    )
    return cast("Indicator", copy), True


def origin_title(entry: BankIndicator) -> str:
    """Return what the case is called that an entry comes from, or one that uses it; empty where none is live."""
    uses = list(entry.uses.order_by("pk"))
    uses.sort(key=lambda use: use.key != entry.key)
    for use in uses:
        pages = CasePage.objects.live().filter(translation_key=use.case_id).select_related("locale")
        by_language = {page.locale.language_code: page.title for page in pages}
        for code in (entry.language, *LOCALES):
            if code in by_language:
                return str(by_language[code])
    return ""

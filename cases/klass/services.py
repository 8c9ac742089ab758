"""Brings our municipalities into step with Klass."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cases.klass.answers import KlassChange, KlassCode, KlassError
from cases.klass.planning import SyncPlan, plan_sync
from cases.lookup import forget_gazetteer
from cases.models import CasePage, County, Municipality, MunicipalityChange

_SECONDS = 30
_MOST_BYTES = 20_000_000


def fetch_answer(address: str, path: str, **parameters: str) -> Any:
    """Return what Klass answers, as plain values; KlassError when it cannot be reached or answers no JSON."""
    whole = f"{address.rstrip('/')}/{path}?{urlencode(parameters)}"
    if not whole.startswith(("https://", "http://")):
        raise KlassError(_("The address of Klass must begin with https://."))
    try:
        with urlopen(Request(whole, headers={"Accept": "application/json"}), timeout=_SECONDS) as answer:  # noqa: S310 - checked above
            content = answer.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise KlassError(_("Klass answered more than can be right."))
        return json.loads(content)
    except (URLError, OSError) as error:
        raise KlassError(_("Klass cannot be reached: %(reason)s") % {"reason": error}) from error
    except ValueError as error:
        if isinstance(error, KlassError):
            raise
        raise KlassError(_("Klass answered something that is no JSON.")) from error


def used_numbers() -> set[str]:
    """Return the Norwegian numbers that a case uses: live, or in any version that is kept of it."""
    norwegian = Municipality.objects.norwegian()
    # A draft or an old version names its municipalities by id, inside the version's own content.
    versions = Revision.objects.filter(content_type=ContentType.objects.get_for_model(CasePage))
    lists = versions.values_list("content__municipalities", flat=True)
    ids = {pk for chosen in lists.iterator() if isinstance(chosen, list) for pk in chosen if isinstance(pk, int)}
    return set(norwegian.filter(Q(cases__isnull=False) | Q(pk__in=ids)).values_list("number", flat=True))


def plan(codes: Iterable[KlassCode], changes: Iterable[KlassChange]) -> SyncPlan:
    """Return what has to change in this database."""
    known = MunicipalityChange.objects.values_list("effective", "old_number", "new_number")
    return plan_sync(
        codes=codes,
        changes=changes,
        ours=dict(Municipality.objects.norwegian().values_list("number", "official_name")),
        known_changes={(effective.isoformat(), old, new) for effective, old, new in known},
        used=used_numbers(),
    )


@transaction.atomic
def apply_plan(planned: SyncPlan) -> None:
    """Do what was planned; KlassError, and nothing done, for a municipality in a county that we do not have."""
    counties = dict(County.objects.values_list("number", "pk"))
    ours = {row.number: row for row in Municipality.objects.norwegian()}
    for move in planned.renumberings:
        row = ours[move.old]
        row.number, row.county_id = move.new.number, _county(counties, move.new)
        _give_name(row, move.new.name)
    for code in planned.additions:
        _give_name(Municipality(country="NO", number=code.number, county_id=_county(counties, code)), code.name)
    for renaming in planned.renamings:
        _give_name(ours[renaming.number], renaming.new)
    MunicipalityChange.objects.bulk_create(
        [MunicipalityChange(kind=kind, **vars(change)) for change, kind in planned.changes], ignore_conflicts=True
    )
    Municipality.objects.norwegian().filter(number__in=planned.deletions).delete()
    transaction.on_commit(forget_gazetteer)


def _county(counties: dict[str, int], code: KlassCode) -> int:
    if code.number[:2] not in counties:
        raise KlassError(_("%(number)s %(name)s lies in no county that we have.") % vars(code))
    return counties[code.number[:2]]


def _give_name(row: Municipality, official: str) -> None:
    """Save a municipality with its official name; the everyday one stays if it is a part of it: `Hábmer - Hamarøy`."""
    parts = official.split(" - ")
    if row.name not in parts:
        row.name = parts[0]
    row.official_name, row.other_names = official, [part for part in parts if part != row.name]
    row.save()


def since(changes: Iterable[date]) -> date:
    """Return the day from which to ask for changes: that of the newest one that we know, or the first of 2017."""
    return max(changes, default=date(2017, 1, 1))

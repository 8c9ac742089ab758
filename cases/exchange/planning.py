"""Decides what becomes of each line of an import. A pure core: no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cases.exchange.checks import contact_of, links_of
from cases.exchange.facts import facts_of
from cases.exchange.html import without_case_links
from cases.exchange.reading import Line
from cases.exchange.record import CaseRecord, as_json
from cases.exchange.standing import Identity, Standing, digest_of
from cases.models.pages import CHAPTERS


@dataclass
class Plan:
    """Lines by what becomes of them, in the order of the file, and the fingerprints of what the site has already."""

    created: list[Line] = field(default_factory=list)
    updated: list[Line] = field(default_factory=list)
    unchanged: list[Line] = field(default_factory=list)
    conflicts: list[Line] = field(default_factory=list)
    agreed: dict[Identity, str] = field(default_factory=dict)

    @property
    def wanted(self) -> list[Line]:
        """Return the lines to write, in the order of the file."""
        return sorted([*self.created, *self.updated], key=lambda line: line.number)


def plan_import(
    lines: list[Line],
    standing: Mapping[Identity, Standing],
    remembered: Mapping[Identity, str],
    *,
    overwrite: bool = False,
) -> Plan:
    """Return what becomes of lines, given what the site has and what imports left behind.

    A case that was deleted since stays deleted, and links to it go. If one translation is left alone and says other
    facts, the others are left alone as well: translations share their facts.
    """
    _forget_links(lines, _deleted_cases(lines, standing, remembered, overwrite=overwrite))
    outcomes: dict[Identity, str] = {}
    facts: dict[Identity, Any] = {}
    for line in lines:
        plain = as_json(line.record)
        facts[line.identity] = facts_of(plain), contact_of(line.record)
        there, digest = standing.get(line.identity), digest_of(plain)
        outcomes[line.identity] = _outcome(there, digest, remembered.get(line.identity), overwrite=overwrite)
    _leave_cases_whole(outcomes, facts, standing)
    plan = Plan()
    for line in lines:
        outcome = outcomes[line.identity]
        getattr(plan, outcome).append(line)
        if outcome == "unchanged":
            plan.agreed[line.identity] = standing[line.identity].digest
    return plan


def _outcome(there: Standing | None, digest: str, remembered: str | None, *, overwrite: bool) -> str:
    if there is None:
        # A case that was imported once and is gone was deleted by somebody: that is a change too.
        return "conflicts" if remembered and not overwrite else "created"
    if digest == there.digest:
        return "unchanged"
    return "updated" if overwrite or there.digest == remembered else "conflicts"


def _leave_cases_whole(
    outcomes: dict[Identity, str], facts: Mapping[Identity, Any], standing: Mapping[Identity, Standing]
) -> None:
    """Turn lines into conflicts whose case has a translation that is left alone with other facts."""
    written: dict[str, list[Identity]] = defaultdict(list)
    for identity, outcome in outcomes.items():
        if outcome in ("created", "updated"):
            written[identity[0]].append(identity)
    left = [identity for identity in standing if outcomes.get(identity) not in ("created", "updated")]
    for identity in left:
        said = standing[identity].facts, standing[identity].contact
        if any(facts[other] != said for other in written.get(identity[0], ())):
            for other in written.pop(identity[0]):
                outcomes[other] = "conflicts"


def _deleted_cases(
    lines: Iterable[Line], standing: Mapping[Identity, Standing], remembered: Mapping[Identity, str], *, overwrite: bool
) -> set[str]:
    """Return the cases of the file that are not there and are not going to be."""
    there = {case_id for case_id, _locale in standing}
    missing = [line.identity for line in lines if line.identity[0] not in there]
    coming = {identity[0] for identity in missing if overwrite or identity not in remembered}
    return {case_id for case_id, _locale in missing} - coming


def _forget_links(lines: Iterable[Line], gone: Collection[str]) -> None:
    for line in lines:
        if gone and any(case_id in gone for _key, case_id in links_of(line.record)):
            _forget_links_in(line.record, gone)


def _forget_links_in(record: CaseRecord, gone: Collection[str]) -> None:
    for chapter in CHAPTERS:
        setattr(record, chapter, without_case_links(getattr(record, chapter), gone))
    for block in record.body:
        if block.type == "paragraph":
            block.value = without_case_links(block.value, gone)
        elif block.type == "fact_box":
            block.value.text = without_case_links(block.value.text, gone)

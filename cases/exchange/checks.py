"""Checks records against what is there: municipalities, addresses, links, pictures, translations of the same case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.addresses import free_beside, is_reserved
from cases.codes import LOCALES
from cases.exchange.attachments import Attachments
from cases.exchange.facts import facts_of
from cases.exchange.html import case_links
from cases.exchange.parts import ImageRecord
from cases.exchange.reading import Line, Problem
from cases.exchange.record import CaseRecord, ContactRecord, as_json
from cases.exchange.standing import Identity, Standing
from cases.exchange.story import files_of_blocks
from cases.geography import Gazetteer
from cases.lookup import gazetteer
from cases.models import CaseIndexPage, CasePage, County
from cases.models.pages import CHAPTERS


def check_lines(
    lines: list[Line], attachments: Attachments, standing: dict[Identity, Standing]
) -> tuple[list[Line], list[Problem]]:
    """Return the lines that can be written, brought up to date, and what is wrong with the others.

    Numbers of municipalities become today's, a picture gets the name that the site has for it, and a contact that one
    translation names is every translation's.
    """
    places = gazetteer()
    counties = set(County.objects.values_list("number", flat=True))
    problems: list[Problem] = []
    for line in lines:
        problems += [*_update_municipalities(line, places), *_check_counties(line, counties)]
        problems += _check_files(line, attachments)
    problems += _check_addresses(lines, _numbers(problems))
    problems += _check_facts(_without(lines, problems), standing)
    good = _without(lines, problems)
    dangling = _check_links(good)
    return _without(good, dangling), [*problems, *dangling]


def _numbers(problems: Iterable[Problem]) -> set[int]:
    return {problem.line for problem in problems}


def _without(lines: list[Line], problems: Iterable[Problem]) -> list[Line]:
    bad = _numbers(problems)
    return [line for line in lines if line.number not in bad]


def _update_municipalities(line: Line, places: Gazetteer) -> Iterator[Problem]:
    record = line.record
    if record.country not in ("NO", "DK"):
        if record.municipalities:
            what = _("expected none, since municipalities are known for NO and DK only")
            yield Problem(line.number, "municipalities", what)
        return
    today: list[str] = []
    for number in record.municipalities:
        found = places.by_number(number, record.country)
        if len(found) == 1:
            today.append(found[0].number)
            continue
        if found:
            names = ", ".join(f"{place.number} {place.name}" for place in found)
            what = _("%(number)s was split; expected one of: %(names)s") % {"number": number, "names": names}
        else:
            what = _("%(number)s is not a municipality in %(country)s") % {"number": number, "country": record.country}
        yield Problem(line.number, "municipalities", what)
    record.municipalities = sorted(set(today))


def _check_counties(line: Line, counties: set[str]) -> Iterator[Problem]:
    for number in line.record.counties:
        if number not in counties:
            what = _("%(number)s is not a county; expected one of: %(numbers)s")
            numbers = ", ".join(sorted(counties))
            yield Problem(line.number, "counties", what % {"number": number, "numbers": numbers})
    if line.record.counties and line.record.country != "NO":
        yield Problem(line.number, "counties", _("expected none, since the counties are Norwegian"))


def _check_files(line: Line, attachments: Attachments) -> Iterator[Problem]:
    record = line.record
    named: list[tuple[str, Any]] = [("image", record.image)] if record.image else []
    for key, part in [*named, *files_of_blocks(record.body)]:
        files = attachments.of(part)
        if what := files.problem(part.file):
            yield Problem(line.number, f"{key}.file", what)
        else:
            part.file = files.name_here(part.file)
        has_alt = not isinstance(part, ImageRecord) or part.decorative or part.alt.strip()
        if record.first_published_at and not has_alt:
            what = _("expected an alt text, or decorative: true")
            yield Problem(line.number, f"{key}.alt", what)


def _check_addresses(lines: list[Line], bad: set[int]) -> Iterator[Problem]:
    """A slug belongs to one case of a locale; lines with other errors claim none."""
    indexes = set(CaseIndexPage.objects.values_list("locale__language_code", flat=True))
    taken = {
        (locale, slug): str(key)
        for locale, slug, key in CasePage.objects.filter(slug__in={line.record.slug for line in lines}).values_list(
            "locale__language_code", "slug", "translation_key"
        )
    }
    for line in sorted(lines, key=lambda line: line.number in bad):
        record = line.record
        if record.locale not in indexes:
            yield Problem(line.number, "locale", _("there is no case index in this language to put the case under"))
        owner = taken.setdefault((record.locale, record.slug), str(record.id))
        if owner != str(record.id):
            yield Problem(line.number, "slug", _("another case in this language has the same slug"))
        if is_reserved(record.slug, record.locale):
            what = _("the portal uses this address itself; %(slug)s is free to use")
            yield Problem(line.number, "slug", what % {"slug": free_beside(record.slug, record.locale)})


def _check_facts(lines: list[Line], standing: dict[Identity, Standing]) -> Iterator[Problem]:
    """A line may not contradict the facts of the same case in another locale, on the site or in an earlier line."""
    by_case: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_case[str(line.record.id)].append(line)
    for case_id, group in by_case.items():
        in_file = {line.record.locale for line in group}
        others = [
            (not there.is_live, locale, there)
            for locale in LOCALES
            if locale not in in_file and (there := standing.get((case_id, locale)))
        ]
        if others:
            _is_draft, locale, there = min(others, key=lambda other: other[0])
            where = _("the case on the site (%(locale)s)") % {"locale": locale}
            facts, contact = there.facts, there.contact
        else:
            where = _("line %(line)s") % {"line": group[0].number}
            facts, contact = facts_of(as_json(group[0].record)), _named_contact(group, standing)
        for line in group:
            yield from _contradictions(line, facts, contact, where)


def _named_contact(group: list[Line], standing: dict[Identity, Standing]) -> dict[str, Any] | None:
    """Return the contact that the lines of a case name, else the one that the site has: silence changes nothing."""
    named = [contact_of(line.record) for line in group]
    kept = [there.contact for line in group if (there := standing.get(line.identity))]
    return next((contact for contact in [*named, *kept] if contact), None)


def _contradictions(line: Line, facts: dict[str, Any], contact: dict[str, Any] | None, where: str) -> Iterator[Problem]:
    own = {**facts_of(as_json(line.record)), "contact": contact_of(line.record) or contact}
    for key, value in {**facts, "contact": contact}.items():
        if own[key] != value:
            what = _("this is a fact that all translations share; expected the same as %(where)s")
            yield Problem(line.number, key, what % {"where": where})
    if contact:
        line.record.contact = ContactRecord.model_construct(
            **{**contact, "consent_at": contact["consent_at"] and datetime.fromisoformat(contact["consent_at"])}
        )


def contact_of(record: CaseRecord) -> dict[str, Any] | None:
    """Return the contact that a record names, as plain values."""
    return record.contact.model_dump(mode="json") if record.contact else None


def _check_links(lines: list[Line]) -> list[Problem]:
    """A link to a case leads to one on the site or in a line of the file that is all right itself."""
    links = {line.number: list(links_of(line.record)) for line in lines}
    wanted = {case_id for found in links.values() for _key, case_id in found}
    keys = CasePage.objects.filter(translation_key__in=wanted).values_list("translation_key", flat=True)
    on_site = set(map(str, keys))
    problems: list[Problem] = []
    while True:
        known = on_site | {str(line.record.id) for line in lines}
        lost = [
            Problem(line.number, key, _("there is no case %(id)s to link to") % {"id": case_id})
            for line in lines
            for key, case_id in links[line.number]
            if case_id not in known
        ]
        if not lost:
            return problems
        problems += lost
        lines = _without(lines, lost)


def links_of(record: CaseRecord) -> Iterator[tuple[str, str]]:
    """Yield the key of each text that links to a case, and the id of the case."""
    texts = [(chapter, getattr(record, chapter)) for chapter in CHAPTERS]
    for number, block in enumerate(record.body, start=1):
        if block.type == "paragraph":
            texts.append((f"body.{number}.value", block.value))
        elif block.type == "fact_box":
            texts.append((f"body.{number}.value.text", block.value.text))
    for key, html in texts:
        for case_id in case_links(html):
            yield key, case_id

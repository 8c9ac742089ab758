"""Checks records against what is there: municipalities, translations of the same case, addresses, links, pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cases.codes import LOCALES
from cases.exchange.exporter import RecordMaker
from cases.exchange.html import case_links
from cases.exchange.pictures import Pictures
from cases.exchange.reading import Line, Problem
from cases.exchange.record import as_json, facts_of
from cases.geography import Gazetteer
from cases.lookup import gazetteer
from cases.models import CaseIndexPage, CasePage, County
from cases.models.pages import CHAPTERS


def check_lines(lines: list[Line], pictures: Pictures) -> tuple[list[Line], list[Problem]]:
    """Return the lines that can be written, municipality numbers brought up to date, and what is wrong with the others."""
    places = gazetteer()
    counties = set(County.objects.values_list("number", flat=True))
    problems: list[Problem] = []
    for line in lines:
        found = [*_update_municipalities(line, places), *_check_counties(line, counties)]
        problems += [*found, *_check_pictures(line, pictures)]
    problems += [*_check_facts(lines), *_check_addresses(lines), *_check_links(lines)]
    bad = {problem.line for problem in problems}
    return [line for line in lines if line.number not in bad], problems


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


def _check_pictures(line: Line, pictures: Pictures) -> Iterator[Problem]:
    record = line.record
    named = [("image", record.image)] if record.image else []
    named += [(f"body.{n}.value", block.value) for n, block in enumerate(record.body, 1) if block.type == "image"]
    for key, picture in named:
        if what := pictures.problem(picture.name):
            yield Problem(line.number, f"{key}.file", what)
        if not picture.decorative and not picture.alt.strip():
            what = _("expected an alt text, or decorative: true")
            yield Problem(line.number, f"{key}.alt", what)


def _check_facts(lines: list[Line]) -> Iterator[Problem]:
    """A line may not contradict the facts of the same case in another locale, in the file or on the site."""
    by_case: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_case[str(line.record.id)].append(line)
    standing = _standing_facts(by_case)
    for case_id, group in by_case.items():
        in_file = {line.record.locale for line in group}
        others = [(where, facts) for locale, where, facts in standing.get(case_id, []) if locale not in in_file]
        first = group[0]
        if not others:
            where = _("line %(line)s") % {"line": first.number}
            others, group = [(where, facts_of(as_json(first.record)))], group[1:]
        for line in group:
            facts = facts_of(as_json(line.record))
            for key, value in facts.items():
                where, expected = others[0][0], others[0][1][key]
                if value != expected:
                    what = _("this is a fact that all translations share; expected the same as %(where)s")
                    yield Problem(line.number, key, what % {"where": where})


def _standing_facts(case_ids: Any) -> dict[str, list[tuple[str, str, dict[str, Any]]]]:
    pages = list(CasePage.objects.filter(translation_key__in=list(case_ids)).for_record())
    maker = RecordMaker(pages)
    standing: dict[str, list[tuple[str, str, dict[str, Any]]]] = defaultdict(list)
    for page in sorted(pages, key=lambda page: (not page.live, LOCALES.index(page.locale.language_code))):
        where = _("the case on the site (%(locale)s)") % {"locale": page.locale.language_code}
        standing[page.case_id].append((page.locale.language_code, where, facts_of(maker.record(page))))
    return standing


def _check_addresses(lines: list[Line]) -> Iterator[Problem]:
    """A slug belongs to one case of a locale."""
    indexes = dict(CaseIndexPage.objects.values_list("locale__language_code", "path"))
    taken = {
        (locale, slug): str(key)
        for locale, slug, key in CasePage.objects.values_list("locale__language_code", "slug", "translation_key")
    }
    for line in lines:
        record = line.record
        if record.locale not in indexes:
            yield Problem(line.number, "locale", _("there is no case index in this language to put the case under"))
        owner = taken.setdefault((record.locale, record.slug), str(record.id))
        if owner != str(record.id):
            yield Problem(line.number, "slug", _("another case in this language has the same slug"))


def _check_links(lines: list[Line]) -> Iterator[Problem]:
    """A link to a case leads to one in the file or on the site."""
    linked = {line.number: list(_links_of(line)) for line in lines}
    wanted = {case_id for links in linked.values() for _key, case_id in links}
    known = {str(line.record.id) for line in lines}
    known |= {
        str(key)
        for key in CasePage.objects.filter(translation_key__in=wanted).values_list("translation_key", flat=True)
    }
    for number, links in linked.items():
        for key, case_id in links:
            if case_id not in known:
                yield Problem(number, key, _("there is no case %(id)s to link to") % {"id": case_id})


def _links_of(line: Line) -> Iterator[tuple[str, str]]:
    record = line.record
    texts = [(chapter, getattr(record, chapter)) for chapter in CHAPTERS]
    for number, block in enumerate(record.body, start=1):
        if block.type == "paragraph":
            texts.append((f"body.{number}.value", block.value))
        elif block.type == "fact_box":
            texts.append((f"body.{number}.value.text", block.value.text))
    for key, html in texts:
        for case_id in case_links(html):
            yield key, case_id

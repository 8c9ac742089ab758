"""`make search-quality`: how well the search answers the judged questions, beside Wagtail's own on the same data."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable
from statistics import mean

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
MOST = 10


def _ndcg(found: list[str], grades: dict[str, int]) -> float:
    def gain(values: list[int]) -> float:
        return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(values[:MOST]))

    return gain([grades.get(case, 0) for case in found]) / gain(sorted(grades.values(), reverse=True))


def _recall(found: list[str], grades: dict[str, int]) -> float:
    return len(set(found[:MOST]) & grades.keys()) / min(len(grades), MOST)


def _ours(reader: str, text: str) -> list[str]:
    from cases.search.service import Question, Search

    search = Search(Question(text=text, reader=reader))
    cases = {int(page): row.case for page, row in zip(search.library.pages, search.library.rows, strict=True)}
    return [cases[page] for page in search.pages()]


def _wagtails(reader: str, text: str) -> list[str]:
    from cases.models import CasePage

    pages = CasePage.objects.live().search(text, operator="and")
    return list(dict.fromkeys(page.case_id for page in pages))


def main() -> None:
    """Print figures by kind of question; with --misses each question that is not answered well."""
    django.setup()
    from django.core.management import call_command

    from cases.exchange.importer import import_cases
    from tests.databases import cloned_database
    from tests.search_quality.cases import all_records, judged

    with cloned_database("search_quality_portal"):
        result = import_cases(all_records())
        call_command("update_index", verbosity=0)
        if result.problems:
            sys.exit("\n".join(map(str, result.problems)))
        questions = judged()
        for name, answer in (("this search", _ours), ("Wagtail's search", _wagtails)):
            _report(name, [(q, answer(q.reader, q.text)) for q in questions])


def _report(name: str, answers: list) -> None:
    print(f"\n{name:<20} {'questions':>9} {'nDCG@10':>8} {'recall@10':>9} {'no hit':>7}")
    wanted = [(q, found) for q, found in answers if q.grades]
    kinds = list(dict.fromkeys(q.kind for q, _found in answers))
    for kind in [*kinds, "all that have hits"]:
        chosen = [(q, found) for q, found in answers if q.kind == kind] if kind in kinds else wanted
        hits = [(q, found) for q, found in chosen if q.grades]

        def average(measure: Callable, hits: list = hits) -> str:
            return f"{mean(measure(found, q.grades) for q, found in hits):.3f}" if hits else ""

        empty = sum(not found for _q, found in chosen) / len(chosen)
        print(f"{kind:<20} {len(chosen):>9} {average(_ndcg):>8} {average(_recall):>9} {empty:>7.0%}")
    if "--misses" in sys.argv and name == "this search":
        _tell_misses(answers)


def _tell_misses(answers: list) -> None:
    from tests.search_quality.cases import DEMO, invented

    names = {case: name for name, case in DEMO.items()} | {str(r["id"]): str(r["slug"]) for r in reversed(invented())}
    for question, found in answers:
        good = (
            not found
            if not question.grades
            else _ndcg(found, question.grades) > 0.9 and _recall(found, question.grades) == 1
        )
        if not good:
            expected = {names[case]: grade for case, grade in question.grades.items()}
            print(f"- {question.kind} {question.text!r}: {[names[case] for case in found[:10]]} for {expected}")


if __name__ == "__main__":
    main()

"""The search at several sizes, beside Wagtail's own with naive counts and a search engine, and what was aimed at.

BENCH_SIZES chooses the sizes, BENCH_ROUNDS how often each question is asked. A ratio tells more than milliseconds where
others use the machine too; the time that the process itself has worked stands beside the time that went by.
"""

from __future__ import annotations

import gzip
import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.rivals import Ask, Engine, naive

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "1000,10000,100000").split(","))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
PLANS = Path(__file__).resolve().parents[2] / ".data" / "bench" / "search-plans.txt"
# Wagtail's own search is measured up to so many cases; beyond, it would take longer than all the rest.
MOST_NAIVE = 10_000
NOTHING, ONE_THEME = 0, 1
MIX: tuple[dict[str, Any], ...] = (
    {},
    {"theme": ["housing"]},
    {"theme": ["integration"], "field": ["facilitation"], "county": ["32"]},
    {"q": "ensomme eldre"},
    {"q": "arbeid etter soning"},
    {"q": "flykninger jobb"},
    {"q": "leke plass"},
    {"q": "hvordan vet vi om det virker"},
    {"q": "kommune", "value": ["democracy"]},
    {"q": "kvantedatamaskin"},
)


@dataclass
class Times:
    """What answering took: milliseconds that went by, question by question, and those that the process worked."""

    queries: list[int] = field(default_factory=list)
    went_by: list[list[float]] = field(default_factory=lambda: [[] for _asked in MIX])
    worked: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """Return the mean over the questions of each one's median."""
        return statistics.mean(statistics.median(times) for times in self.went_by)

    @property
    def work(self) -> float:
        """Return the mean of what the process worked."""
        return statistics.mean(self.worked)


def _vary(after: int, seed: int = 5) -> None:
    """Give the copies that came after a page texts of their own, put together of all cases' sentences, and places."""
    from django.db import connection

    from cases.models import CasePage, Municipality
    from tests.search_quality.cases import invented

    chance = random.Random(f"{seed} {after}")
    sentences = [s.strip() for r in invented() for s in f"{r['solution']} {r['summary']}".split(". ") if len(s) > 20]
    sentences = [sentence.replace("<p>", "").replace("</p>", "") for sentence in sentences]
    places = list(Municipality.objects.norwegian().values_list("pk", flat=True))
    pages = list(CasePage.objects.live().filter(pk__gt=after).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE told (id int, summary text, story text, place int)")
        with cursor.copy("COPY told FROM STDIN") as copy:
            for page in pages:
                told = chance.sample(sentences, 9)
                copy.write_row(
                    (page, ". ".join(told[:2])[:390], f"<p>{'. '.join(told[2:])}.</p>", chance.choice(places))
                )
        cursor.execute(
            "UPDATE cases_casepage SET summary = t.summary, solution = t.story, challenge = '', results = '', "
            "lessons = '' FROM told t WHERE page_ptr_id = t.id"
        )
        cursor.execute("DELETE FROM cases_casepage_municipalities WHERE casepage_id IN (SELECT id FROM told)")
        cursor.execute(
            "INSERT INTO cases_casepage_municipalities (casepage_id, municipality_id) SELECT id, place FROM told"
        )
        cursor.execute("DROP TABLE told")
        cursor.execute("ANALYZE")


def _core(asked: dict[str, Any]) -> None:
    from cases.search.service import Question, Search

    chosen = {name: codes for name, codes in asked.items() if name != "q"}
    search = Search(Question(text=asked.get("q", ""), chosen=chosen))
    search.pages(0, 20)
    search.counts()


def _over_http(path: str) -> Ask:
    from django.test import Client

    client = Client()

    def ask(asked: dict[str, Any]) -> Any:
        return client.get(path, {"page_size": "20", **asked} if path.startswith("/api") else asked)

    return ask


class _Statements:
    """Notes what the database was asked, and for how long; a plan of the slowest is kept."""

    def __init__(self) -> None:
        self.slowest: dict[str, tuple[float, Any]] = {}

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Ask, and note it."""
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = time.perf_counter() - started
            if sql.lstrip().startswith("SELECT") and took > self.slowest.get(sql, (0.0, None))[0]:
                self.slowest[sql] = took, params

    def keep_plans(self, title: str, most: int = 3) -> None:
        """Write the plans of the slowest statements to the file."""
        from django.db import connection

        PLANS.parent.mkdir(parents=True, exist_ok=True)
        slowest = sorted(self.slowest.items(), key=lambda item: -item[1][0])[:most]
        with PLANS.open("a") as file, connection.cursor() as cursor:
            for sql, (took, params) in slowest:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
                plan = "\n".join(row[0] for row in cursor.fetchall())
                file.write(f"## {title}: {took * 1000:.1f} ms\n\n{sql.strip()}\n\n{plan}\n\n")


def _measure(name: str, ask: Ask, statements: _Statements, rounds: int = ROUNDS) -> Times:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times, cold, weight = Times(), [], 0.0
    for asked in MIX:
        started = time.perf_counter()
        answer = ask(asked)
        cold.append((time.perf_counter() - started) * 1000)
        weight = max(weight, len(gzip.compress(answer.content)) / 1000 if hasattr(answer, "content") else 0.0)
    for asked in MIX:
        with CaptureQueriesContext(connection) as captured, connection.execute_wrapper(statements):
            ask(asked)
        times.queries.append(len(captured))
    for _round in range(rounds):
        for place, asked in enumerate(MIX):
            started, worked = time.perf_counter(), time.process_time()
            ask(asked)
            times.went_by[place].append((time.perf_counter() - started) * 1000)
            times.worked.append((time.process_time() - worked) * 1000)
    every = [one for own in times.went_by for one in own]
    middle, late = statistics.median(every), statistics.quantiles(every, n=20)[-1]
    print(
        f"{name:<38} {max(times.queries):>7} {weight:>7.1f} {statistics.median(cold):>8.1f} {middle:>8.1f} "
        f"{late:>8.1f} {times.work:>8.1f}",
        flush=True,
    )
    return times


def _aim(what: str, found: float, most: float | None = None, least: float | None = None) -> None:
    good = (most is None or found <= most) and (least is None or found >= least)
    aim = f"at most {most:g}" if most is not None else f"at least {least:g}"
    print(f"  {what}: {found:.2f} (aim: {aim}) {'reached' if good else 'NOT REACHED'}", flush=True)


def _measure_all(size: int) -> dict[str, Times]:
    from django.core.management import call_command

    statements = _Statements()
    print(f"{'':<38} {'queries':>7} {'gz kB':>7} {'cold ms':>8} {'p50 ms':>8} {'p95 ms':>8} {'work ms':>8}")
    found = {
        "core": _measure("the core: 20 hits and all facets", _core, statements),
        "API": _measure("API: 20 records and all facets", _over_http("/api/cases/"), statements),
        "page": _measure("page", _over_http("/caser/"), statements),
    }
    engine = Engine()
    found["hits"] = _measure("tantivy: 20 hits alone", engine.hits, _Statements())
    found["engine"] = _measure("tantivy: 20 hits and all facets", engine.hits_and_facets, _Statements())
    if size <= MOST_NAIVE:
        call_command("update_index", verbosity=0)
        found["naive"] = _measure("Wagtail's search, naive counts", naive, statements, rounds=2)
    statements.keep_plans(f"{size} cases")
    return found


def _say_what_was_reached(size: int, found: dict[str, Times]) -> None:
    if size == MOST_NAIVE:
        _aim("naive listing against API", found["naive"].middle / found["API"].middle, least=20)
    _aim("core against tantivy, time", found["core"].middle / found["engine"].middle, most=2)
    _aim("core against tantivy, work", found["core"].work / found["engine"].work, most=2)
    page = [statistics.median(times) for times in found["page"].went_by]
    _aim("page without a filter against one with", page[NOTHING] / page[ONE_THEME], most=1.2)
    _aim("queries of the API", max(found["API"].queries), most=8)
    _aim("queries of the page", max(found["page"].queries), most=8)


def main() -> None:
    """Measure at every size, in a database of its own."""
    from django.conf import settings
    from django.db.models import Max

    from cases.exchange.importer import import_cases
    from cases.models import CasePage
    from cases.search import memory
    from cases.search.index import rebuild
    from tests.bench.generator import fill_library
    from tests.databases import cloned_database
    from tests.search_quality.cases import all_records

    settings.API_REQUESTS_A_MINUTE = 0
    PLANS.unlink(missing_ok=True)
    api: dict[int, Times] = {}
    with cloned_database("bench_search_portal"):
        import_cases(all_records())
        for size in SIZES:
            before = CasePage.objects.aggregate(last=Max("pk"))["last"]
            fill_library(size)
            _vary(before)
            started = time.perf_counter()
            rebuild()
            built = time.perf_counter() - started
            memory.forget()
            started = time.perf_counter()
            _core({"q": "eldre"})
            print(
                f"\n{size} cases: rows written in {built:.1f} s, read by a new process in "
                f"{time.perf_counter() - started:.1f} s; {ROUNDS} rounds of {len(MIX)} questions, one client"
            )
            found = _measure_all(size)
            _say_what_was_reached(size, found)
            api[size] = found["API"]
    if {1_000, 100_000} <= api.keys():
        print("\n1,000 and 100,000 cases")
        _aim("API, time", api[100_000].middle / api[1_000].middle, most=2)
        _aim("API, work", api[100_000].work / api[1_000].work, most=2)
    print(f"\nPlans of the slowest statements: {os.path.relpath(PLANS)}")

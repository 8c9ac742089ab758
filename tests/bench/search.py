"""The search at several sizes, beside Wagtail's own with naive counts and a search engine.

BENCH_SIZES chooses the sizes (100000 takes some minutes), BENCH_ROUNDS how often each question is asked.
"""

from __future__ import annotations

import gzip
import os
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "1000,10000").split(","))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
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


def _vary(seed: int = 5) -> None:
    """Give the copies in the library texts of their own, put together of all cases' sentences, and other places."""
    from django.db import connection

    from cases.models import CasePage, Municipality
    from tests.search_quality.cases import invented

    chance = random.Random(seed)
    sentences = [s.strip() for r in invented() for s in f"{r['solution']} {r['summary']}".split(". ") if len(s) > 20]
    sentences = [sentence.replace("<p>", "").replace("</p>", "") for sentence in sentences]
    places = list(Municipality.objects.norwegian().values_list("pk", flat=True))
    pages = list(CasePage.objects.live().filter(title__regex=r" [0-9]+$").values_list("pk", flat=True))
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


def _naive(asked: dict[str, Any]) -> None:
    """Do what a listing with Wagtail's own search does: filter, search, and count each facet over the hits."""
    from collections import Counter

    from cases.models import CasePage, FieldTag, ValueTag

    cases = CasePage.objects.live().filter(locale__language_code="nb")
    if asked.get("theme"):
        cases = cases.filter(themes__overlap=asked["theme"])
    if asked.get("county"):
        cases = cases.filter(municipalities__county__number__in=asked["county"])
    for name, relation in (("field", "field_tags"), ("value", "value_tags")):
        if asked.get(name):
            cases = cases.filter(**{f"{relation}__code__in": asked[name]})
    ids = list(cases.distinct().values_list("pk", flat=True))
    if asked.get("q"):
        ids = [page.pk for page in CasePage.objects.filter(pk__in=ids).search(asked["q"], operator="or")]
    list(CasePage.objects.filter(pk__in=ids[:20]).for_listing())
    rows = CasePage.objects.filter(pk__in=ids).values_list("themes", "target_groups", "citizen_roles", "ladder_step")
    Counter(code for row in rows for codes in row[:3] for code in codes)
    for tags in (ValueTag, FieldTag):
        Counter(tags.objects.filter(page_id__in=ids).values_list("code", flat=True))


def _over_http(path: str) -> Callable[[dict[str, Any]], Any]:
    from django.test import Client

    client = Client()

    def ask(asked: dict[str, Any]) -> Any:
        return client.get(path, {"page_size": "20", **asked} if path.startswith("/api") else asked)

    return ask


def _tantivy() -> Callable[[dict[str, Any]], None]:
    """Return a search of the same words in an engine of its own, without facets: the least that it would cost."""
    import tantivy

    from cases.models import SearchRow

    schema = tantivy.SchemaBuilder().add_integer_field("page", stored=True).add_text_field("text").build()
    index = tantivy.Index(schema)
    writer = index.writer(50_000_000)
    for page, title, text in SearchRow.objects.filter(is_gone=False).values_list("page_id", "title", "text"):
        writer.add_document(tantivy.Document(page=page, text=f"{title} {text}"))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ask(asked: dict[str, Any]) -> None:
        query = index.parse_query(asked["q"], ["text"]) if asked.get("q") else tantivy.Query.all_query()
        for _score, address in searcher.search(query, 20).hits:
            searcher.doc(address)

    return ask


def _measure(name: str, ask: Callable[[dict[str, Any]], Any], rounds: int = ROUNDS) -> float:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    started = time.perf_counter()
    answer = ask(MIX[3])
    cold = (time.perf_counter() - started) * 1000
    weight = len(gzip.compress(answer.content)) / 1000 if hasattr(answer, "content") else 0.0
    queries = 0
    for asked in MIX:
        with CaptureQueriesContext(connection) as captured:
            ask(asked)
        queries = max(queries, len(captured))
    times = []
    for _round in range(rounds):
        for asked in MIX:
            started = time.perf_counter()
            ask(asked)
            times.append((time.perf_counter() - started) * 1000)
    middle, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"{name:<44} {queries:>7} {weight:>8.1f} {cold:>9.1f} {middle:>8.1f} {late:>8.1f}", flush=True)
    return statistics.mean(times)


def main() -> None:
    """Measure at every size, in a database of its own."""
    from django.core.management import call_command

    from cases.exchange.importer import import_cases
    from cases.search import memory
    from cases.search.index import rebuild
    from tests.bench.generator import fill_library
    from tests.databases import cloned_database
    from tests.search_quality.cases import all_records

    with cloned_database("bench_search_portal"):
        import_cases(all_records())
        for size in SIZES:
            fill_library(size)
            _vary()
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
            print(f"{'':<44} {'queries':>7} {'gz kB':>8} {'cold ms':>9} {'p50 ms':>8} {'p95 ms':>8}")
            core = _measure("the core: 20 hits and all facets", _core)
            api = _measure("API", _over_http("/api/cases/"))
            _measure("page", _over_http("/caser/"))
            engine = _measure("tantivy: 20 hits, no facets", _tantivy())
            if size <= 10_000:
                call_command("update_index", verbosity=0)
                naive = _measure("Wagtail's search, naive counts", _naive, rounds=2)
                print(f"API against naive: {naive / api:.1f} times; core against tantivy: {core / engine:.1f} times")

"""Queries, bytes and time of the public pages and the API at several sizes of the library."""

from __future__ import annotations

import gzip
import os
import statistics
import time
from typing import Any

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "12,200,10000").split(","))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "20"))
PAGES = (
    "/",
    "/caser/",
    "/caser/?theme=housing&field=facilitation",
    "/caser/?q=arbeid",
    "/caser/sisters-in-business-skaper-arbeid-pa-tvers-av-sektorene/",
    "/modellen/apenhet/",
    "/nn/casar/",
    "/api/cases/?page_size=20",
    "/api/cases/?theme=housing&page_size=20",
)

HEADING = f"{'page':<66} {'':>3} {'queries':>7} {'gz kB':>8} {'p50 ms':>8} {'p95 ms':>8}"


def measure(client: Any, path: str, rounds: int = ROUNDS) -> int:
    """Ask for a page again and again, print what it took, and return its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
        asked = len(queries)
    times = []
    for _round in range(rounds):
        started = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - started) * 1000)
    middle, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    weight = len(gzip.compress(answer.content)) / 1000
    print(f"{path:<66} {answer.status_code} {asked:>7} {weight:>8.1f} {middle:>8.1f} {late:>8.1f}", flush=True)
    return asked


def main() -> None:
    """Measure every page at every size, in a database of its own."""
    from django.test import Client

    from home.demo import load_demo
    from tests.bench.generator import fill_library
    from tests.databases import cloned_database

    with cloned_database("bench_portal"):
        load_demo()
        for size in SIZES:
            started = time.perf_counter()
            made = fill_library(size)
            print(f"\n{size} cases ({made} made in {time.perf_counter() - started:.1f} s); {ROUNDS} rounds, one client")
            print(HEADING)
            for path in PAGES:
                measure(Client(), path)

"""Front page, list and case under load, kept and made anew, by gunicorn; beside a stock Wagtail page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.bench.stock import stock_site
from tests.production import HOST, Served, served

CASES = 200
CONNECTIONS = int(os.environ.get("BENCH_CONNECTIONS", "8"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "5"))
PAGES = {
    "front page": "/",
    "list": "/caser/",
    "case": "/caser/sisters-in-business-skaper-arbeid-pa-tvers-av-sektorene/",
}


def _measure(name: str, server: Served, path: str, *headers: str) -> None:
    common = (f"Host: {HOST}", "X-Forwarded-Proto: https", "Accept-Encoding: gzip", *headers)
    command = [sys.executable, "-m", "tests.bench.hammer", str(server.port), path, str(CONNECTIONS)]
    for seconds in (1.0, SECONDS):  # the first time all processes and threads get ready
        told = subprocess.run([*command, str(seconds), *common], check=True, capture_output=True, text=True)
    found = json.loads(told.stdout)
    statuses = "+".join(found["statuses"])
    ranks = " ".join(f"{found[rank]:>8.1f}" for rank in ("p50", "p95", "p99"))
    print(f"{name:<34} {statuses:>7} {found['rate']:>8.0f} {ranks} {found['kB']:>7.1f}", flush=True)


def main() -> None:
    """Measure all, with the demo and copies of it."""
    from home.demo import load_demo
    from tests.bench.generator import fill_library
    from tests.databases import cloned_database

    print(f"\n{CASES} cases, gunicorn with 2 processes of 4 threads, {CONNECTIONS} connections, {SECONDS:g} s each")
    print(f"{'page':<34} {'status':>7} {'a second':>8} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'gz kB':>7}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        name = stack.enter_context(cloned_database("bench_load"))
        load_demo()
        fill_library(CASES)
        for how, switch in (("kept", "on"), ("made anew", "off")):
            with served(name, folder, PAGE_CACHE=switch, LOG_REQUESTS="off") as server:
                for page, path in PAGES.items():
                    _measure(f"{page}, {how}", server, path)
                if switch == "on":
                    mark = server.ask("GET", "/").headers["ETag"]
                    _measure("front page, known to the browser", server, "/", f"If-None-Match: {mark}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder_name, stock_site(Path(folder_name)) as server:
        _measure("stock Wagtail page", server, "/")

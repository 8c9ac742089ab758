"""Several web processes and a task worker share one database: when one is killed, readers hardly notice."""

from __future__ import annotations

import http.client
import itertools
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from portal.processes import end_with_parent
from tests.databases import cloned_database
from tests.factories import make_cases
from tests.production import HOST, ROOT, Served, database_url, environment, served
from tests.redis_server import running_redis

CLIENTS = 6
EACH = 40
PATHS = ("/", "/caser/?q=kj%C3%B8kken{}", "/nn/", "/api/cases/?page_size=5&q=a{}", "/healthz")


@dataclass(frozen=True)
class Outcome:
    """What became of a request: at which server, whether it was handed over before the kill, and status or error."""

    place: int
    before: bool
    what: int | str


@dataclass
class Proxy:
    """Hands requests out in turn, and a request that could not be handed to one process to the other."""

    servers: list[Served]
    killed: threading.Event = field(default_factory=threading.Event)
    outcomes: list[Outcome] = field(default_factory=list)
    turns: Iterator[int] = field(default_factory=itertools.count)

    def ask(self, number: int) -> None:
        """Make one request and note what became of it."""
        first = next(self.turns) % 2
        for place in (first, 1 - first):
            connection = http.client.HTTPConnection("127.0.0.1", self.servers[place].port, timeout=60)
            before = not self.killed.is_set()
            try:
                connection.connect()
            except OSError:
                continue  # nobody listens there any more
            what = _answer(connection, PATHS[number % len(PATHS)].format(number))
            self.outcomes.append(Outcome(place, before, what))
            return
        raise AssertionError("nobody listens")


def _answer(connection: http.client.HTTPConnection, path: str) -> int | str:
    try:
        connection.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": "https"})
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    else:
        return answer.status
    finally:
        connection.close()


def _group(server: Served) -> list[int]:
    """Return the server's process and those that it started."""
    pid = server.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def _listens(server: Served) -> bool:
    """Say whether a connection is taken; a process that was killed takes a moment to die."""
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", server.port)) == 0


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_killed_web_process_takes_only_its_own_requests_along(django_db_blocker, tmp_path):
    name = f"{settings.DATABASES['default']['NAME']}_{os.getpid()}_kill"
    with django_db_blocker.unblock(), cloned_database(name), running_redis() as redis:
        make_cases(5)
        own = {"WEB_PROCESSES": "1", "LOG_REQUESTS": "off", "REDIS_URL": redis}
        with served(name, tmp_path, **own) as one, served(name, tmp_path, **own) as other, _worker(name, redis):
            outcomes = _under_load(one, other)
            _until(lambda: other.ask("GET", "/readyz").status == 200)
    assert len(outcomes) == CLIENTS * EACH
    failed = [outcome for outcome in outcomes if outcome.what != 200]
    assert [outcome for outcome in failed if outcome.place != 0 or not outcome.before] == []
    # What was under way; and what knocked while the process was dying, which takes a moment.
    assert len(failed) <= 2 * CLIENTS
    assert {outcome.place for outcome in outcomes if outcome.before} == {0, 1}
    assert {outcome.place for outcome in outcomes if not outcome.before} == {1}


@contextmanager
def _worker(database: str, redis: str) -> Iterator[None]:
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "db_worker", "--no-reload"],
        cwd=ROOT,
        env=environment(DATABASE_URL=database_url(database), REDIS_URL=redis),
        preexec_fn=end_with_parent(signal.SIGKILL),
    )
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()


def _under_load(one: Served, other: Served) -> list[Outcome]:
    """Kill the first of two servers when a third of the requests are answered; return what became of all."""
    proxy = Proxy([one, other])
    with ThreadPoolExecutor(CLIENTS) as clients:
        asked = [
            clients.submit(lambda client=client: [proxy.ask(client * EACH + n) for n in range(EACH)])
            for client in range(CLIENTS)
        ]
        _until(lambda: len(proxy.outcomes) >= CLIENTS * EACH // 3)
        processes = _group(one)
        for pid in processes:
            os.kill(pid, signal.SIGKILL)
        _until(lambda: not _listens(one))
        proxy.killed.set()
        for client in asked:
            client.result()
    return proxy.outcomes

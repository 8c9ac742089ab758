"""A town hall answers one round: 200 people from one address, and in the middle the server is killed and started anew.

Ten minutes are pressed into little more than one. Each person joins by the code, gets the form, gives some 36 answers
one by one and changes a few; what is not acknowledged is sent again, as the form's script does. Ends with an error when
an answer that was acknowledged is not stored as it was given, or somebody is stored twice.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.production import HOST, Served, served

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "200"))
SECONDS = float(os.environ.get("BENCH_SECONDS_OF_ANSWERING", "75"))
CODE = "CDFG2345"
_CHANGED = 0.1
_PATIENCE = 15.0
# A server closes a connection on which nothing is asked for longer; browsers see that and open another.
_KEPT_OPEN = 3.0
_PAUSES = (0.5, 1, 2, 4)
_GIVE_UP = 2 * SECONDS + 300


class ServerGoneError(Exception):
    """Nobody answered, or not with what was asked for."""


@dataclass
class Hall:
    """What all share: where the server is, and what has been counted."""

    port: int
    milliseconds: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    retries: int = 0
    half: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Person:
    """One who answers: a connection, cookies, the private link's secret, and what has been acknowledged."""

    hall: Hall
    rng: random.Random
    cookies: dict[str, str] = field(default_factory=dict)
    stream: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    used: float = 0
    secret: str = ""
    acknowledged: dict[str, list[str]] = field(default_factory=dict)

    async def ask(self, method: str, path: str, form: dict[str, Any] | None = None) -> tuple[int, dict[str, str], str]:
        """Return status, headers and text of an answer; ServerGoneError when there is none."""
        began = time.perf_counter()
        try:
            async with asyncio.timeout(_PATIENCE):
                answer = await self._ask(method, path, urlencode(form or {}, doseq=True))
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            self.hang_up()
            self.hall.statuses["no answer"] += 1
            raise ServerGoneError from error
        if path.endswith("/lagre/"):
            self.hall.milliseconds.append((time.perf_counter() - began) * 1000)
        return answer

    async def _ask(self, method: str, path: str, body: str) -> tuple[int, dict[str, str], str]:
        if time.perf_counter() - self.used > _KEPT_OPEN:
            self.hang_up()
        self.stream = self.stream or await asyncio.open_connection("127.0.0.1", self.hall.port)
        reader, writer = self.stream
        lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "X-Forwarded-Proto: https"]
        lines += ["X-Forwarded-For: 198.51.100.7", f"Origin: https://{HOST}", f"Content-Length: {len(body)}"]
        lines += ["Content-Type: application/x-www-form-urlencoded"] if body else []
        lines += ["Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items())]
        writer.write("\r\n".join([*lines, "", body]).encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")[:-2]
        status, pairs = int(head[0].split(" ", 2)[1]), [line.split(": ", 1) for line in head[1:]]
        headers = {name.lower(): value for name, value in pairs}
        for name, value in pairs:
            if name.lower() == "set-cookie":
                cookie, _equals, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        text = (await reader.readexactly(int(headers.get("content-length", 0)))).decode()
        self.used = time.perf_counter()
        if headers.get("connection") == "close":
            self.hang_up()
        self.hall.statuses[str(status)] += 1
        if status >= 500 or status == 429:
            raise ServerGoneError
        return status, headers, text

    def hang_up(self) -> None:
        """Leave the connection, which may be broken."""
        if self.stream:
            self.stream[1].close()
        self.stream = None

    async def until_answered(self, method: str, path: str, form: dict[str, Any] | None = None) -> Any:
        """Ask again and again, with longer and longer pauses."""
        for attempt in range(1000):
            try:
                return await self.ask(method, path, form)
            except ServerGoneError:
                self.hall.retries += 1
                await asyncio.sleep(_PAUSES[min(attempt, len(_PAUSES) - 1)] * self.rng.uniform(0.7, 1.3))
        raise ServerGoneError

    async def join(self) -> list[str]:
        """Come in by the code, choose a group, and return what the form asks."""
        _status, headers, _text = await self.until_answered("GET", f"/d/{CODE}/")
        start = headers["location"]
        _status, _headers, page = await self.until_answered("GET", start)
        token, self.secret = (
            re.findall(rf'name="{name}" value="([^"]+)"', page)[0] for name in ("csrfmiddlewaretoken", "secret")
        )
        group = self.rng.choice(["municipality", "citizens", "voluntary", "nav"])
        form = {"csrfmiddlewaretoken": token, "secret": self.secret, "group": group}
        status, headers, _text = await self.until_answered("POST", start, form)
        if status != 302:
            raise RuntimeError(f"could not join: {status}")
        _status, _headers, page = await self.until_answered("GET", headers["location"])
        return re.findall(r'data-item="([^"]+)"', page)

    async def save(self, item: str) -> None:
        """Give one answer, and go on when it is acknowledged."""
        values = _some_answer(item, self.rng)
        began = time.perf_counter()
        path = f"/egenvurdering/svar/{self.secret}/lagre/"
        status, _headers, text = await self.until_answered("POST", path, {"shown": item, item: values})
        if status != 200 or item not in json.loads(text)["saved"]:
            raise RuntimeError(f"refused: {status} {text[:200]}")
        self.hall.waited.append(time.perf_counter() - began)
        self.acknowledged[item] = values

    async def take_part(self) -> None:
        """Come at some time, answer all, and change a few answers."""
        await asyncio.sleep(self.rng.uniform(0, SECONDS * 0.25))
        items = await self.join()
        items += self.rng.sample(items, int(len(items) * _CHANGED))
        for item in items:
            await asyncio.sleep(self.rng.uniform(0.5, 1.5) * SECONDS * 0.7 / len(items))
            await self.save(item)
            if len(self.hall.milliseconds) >= PEOPLE * len(items) / 2:
                self.hall.half.set()
        self.hang_up()


def _some_answer(item: str, rng: random.Random) -> list[str]:
    if item == "ladder":
        steps = ["curious", "inviting", "ambitious", "mature", "cocreating"]
        return [step for step in steps if rng.random() < 0.5] or ["mature"]
    if item == "open":
        return [f"Vi bør snakke om {rng.randrange(10**9)}"]
    return [rng.choice(["1", "2", "3", "4", "5", "dk"])]


def _kill(server: Served) -> None:
    """Kill the server and its processes, as a machine does that loses its power."""
    master = server.process.pid
    workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    for pid in (master, *map(int, workers)):
        os.kill(pid, signal.SIGKILL)
    server.process.wait()


async def _answer(hall: Hall, people: list[Person], server: Served, stack: ExitStack, start: Any) -> float:
    """Have all take part while the server is killed and started anew; return for how many seconds it was gone."""

    async def interrupt() -> float:
        await hall.half.wait()
        began = time.perf_counter()
        _kill(server)
        # Let them meet it gone, not only slow.
        await asyncio.sleep(2)
        hall.port = (await asyncio.to_thread(stack.enter_context, start())).port
        return time.perf_counter() - began

    async with asyncio.timeout(_GIVE_UP):
        gone, *_rest = await asyncio.gather(interrupt(), *(person.take_part() for person in people))
    return float(gone)


def _check(people: list[Person]) -> list[str]:
    """Return what is stored otherwise than it was acknowledged."""
    from toolkit.assessment.answering import digest_of
    from toolkit.models import Participation

    stored = dict(Participation.objects.filter(round__code=CODE).values_list("secret_digest", "answers"))
    faults = [] if len(stored) == len(people) else [f"{len(stored)} are stored of {len(people)} people"]
    for person in people:
        answers = stored.get(digest_of(person.secret), {})
        given = {item: values if item == "ladder" else values[0] for item, values in person.acknowledged.items()}
        faults += [f"lost: {item}" for item, value in given.items() if answers.get(item) != value]
        faults += [f"never given: {item}" for item in answers.keys() - given.keys()]
    return faults


def main() -> None:
    """Let the town hall answer, and tell how it went."""
    from tests.databases import cloned_database
    from tests.factories.assessment import make_round
    from toolkit.assessment.releasing import took_part

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        name = stack.enter_context(cloned_database("bench_town_hall"))
        round_ = make_round(code=CODE)

        def start() -> Any:
            return served(name, folder, LOG_REQUESTS="off")

        server = stack.enter_context(start())
        hall = Hall(server.port)
        people = [Person(hall, random.Random(number)) for number in range(PEOPLE)]
        began = time.perf_counter()
        gone = asyncio.run(_answer(hall, people, server, stack, start))
        lasted = time.perf_counter() - began
        faults, counted = _check(people), sum(took_part(round_).values())
    _tell(hall, people, lasted, gone, counted)
    if faults or counted != PEOPLE:
        sys.exit(f"{len(faults)} answers are not as they were acknowledged: {faults[:10]}")


def _tell(hall: Hall, people: list[Person], lasted: float, gone: float, counted: int) -> None:
    times, answers = sorted(hall.milliseconds), sum(len(person.acknowledged) for person in people)
    ranks = {rank: times[min(len(times) - 1, len(times) * rank // 100)] for rank in (50, 95, 99)}
    asked = sum(hall.statuses.values())
    print(f"\n{PEOPLE} people from one address in {lasted:.0f} s; the server was gone for {gone:.1f} s of them")
    print(f"{asked} requests, {asked / lasted:.0f} a second; answers: {dict(hall.statuses)}; retried: {hall.retries}")
    print(f"{len(times)} saves acknowledged of {answers} answers; the team's counter: {counted}")
    print("saving, ms: " + ", ".join(f"p{rank} {value:.0f}" for rank, value in ranks.items()))
    print(f"longest until acknowledged, the outage included: {max(hall.waited):.1f} s", flush=True)

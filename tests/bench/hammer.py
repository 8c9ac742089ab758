"""Asks a server for one address again and again, on several connections that stay open, and prints what came of it.

`python -m tests.bench.hammer PORT PATH CONNECTIONS SECONDS [HEADER: VALUE]…` prints JSON: answers, a second and by
status, kilobytes of one, and milliseconds by rank. Knows nothing of the portal and starts in an instant: it shares the
machine with what it measures.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """What the connections have counted so far."""

    until: float
    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    size: int = 0


async def _keep_asking(port: int, request: bytes, tally: Tally) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < tally.until:
        started = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        headers = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:-2])
        tally.size = int(headers.get(b"content-length", 0))
        await reader.readexactly(tally.size)
        tally.milliseconds.append((time.perf_counter() - started) * 1000)
        tally.statuses[int(head.split(b" ", 2)[1])] += 1
        if headers.get(b"connection") == b"close":
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()


async def _hammer(port: int, path: str, connections: int, seconds: float, headers: list[str]) -> dict[str, object]:
    request = "\r\n".join([f"GET {path} HTTP/1.1", *headers, "", ""]).encode()
    started = time.perf_counter()
    tally = Tally(started + seconds)
    await asyncio.gather(*(_keep_asking(port, request, tally) for _number in range(connections)))
    lasted, times = time.perf_counter() - started, sorted(tally.milliseconds)
    ranks = {f"p{rank}": times[min(len(times) - 1, len(times) * rank // 100)] for rank in (50, 95, 99)}
    return {"rate": len(times) / lasted, "statuses": tally.statuses, "kB": tally.size / 1000, **ranks}


if __name__ == "__main__":
    _program, port, path, connections, seconds, *headers = sys.argv
    print(json.dumps(asyncio.run(_hammer(int(port), path, int(connections), float(seconds), headers))))

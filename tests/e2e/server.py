"""The portal as it is in real life: gunicorn on a port of its own, with a database and uploads of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.processes import end_with_parent

ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60


@contextmanager
def running_portal(database: str, folder: Path) -> Iterator[str]:
    """Fill the database of that name, serve it, give the address, and end what was started.

    `folder` takes the uploads and the server's log.
    """
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.e2e.settings",
        "E2E_DATABASE": database,
        "E2E_MEDIA": str(folder / "media"),
    }
    _fill(environment)
    with socket.socket() as door, (folder / "server.log").open("w+b") as log:
        door.bind(("127.0.0.1", 0))
        door.listen(64)
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"fd://{door.fileno()}"),
                *("--workers", "1", "--threads", "4", "--no-control-socket"),
            ],
            cwd=ROOT,
            env=environment,
            pass_fds=(door.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=end_with_parent(signal.SIGTERM),
        )
        try:
            address = f"http://127.0.0.1:{door.getsockname()[1]}"
            _wait_until_healthy(address, server, folder / "server.log")
            yield address
        finally:
            _end(server)


def _fill(environment: dict[str, str]) -> None:
    filler = [sys.executable, "-m", "tests.e2e.library"]
    done = subprocess.run(filler, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"The library could not be made.\n{done.stderr[-2000:]}")


def _wait_until_healthy(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The portal did not start.\n{log.read_text(errors='replace')[-2000:]}")


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()

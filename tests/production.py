"""The portal as gunicorn serves it in production, behind a proxy that speaks HTTPS with the visitors."""

from __future__ import annotations

import fcntl
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django
import wagtail
from django.conf import settings

from portal.database.embedded import ensure_running
from portal.processes import end_with_parent

ROOT = Path(__file__).resolve().parents[1]
HOST = "samskaping.example"
_START_SECONDS = 120


def database_url(name: str) -> str:
    """Return the DATABASE_URL of a database of the embedded server."""
    folder = ensure_running(Path(settings.DATABASES["default"]["DATA_DIR"])).socket_dir
    return f"postgresql://portal@/{name}?host={quote(folder, safe='')}&port=5432"


def environment(**more: str) -> dict[str, str]:
    """Return what production finds in its environment."""
    unset = {"DATABASE_URL", "GUNICORN_CMD_ARGS", "WEB_CONCURRENCY", "DATA_DIR", "LOG_LEVEL"}
    return {
        **{name: value for name, value in os.environ.items() if name not in unset},
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": "only-for-tests-" * 5,
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"https://{HOST}",
        "TRUST_PROXY_SSL_HEADER": "on",
        **more,
    }


def collected_static_files() -> Path:
    """Return a folder with hashed and compressed static files, filled once for each state of them."""
    digest = hashlib.sha256(f"{django.__version__} {wagtail.__version__} {ROOT}".encode())
    for path in sorted([ROOT / "package-lock.json", *(ROOT / "portal" / "static").rglob("*.*")]):
        digest.update(path.read_bytes())
    folder = Path(tempfile.gettempdir()) / f"portal-test-static-{digest.hexdigest()[:16]}"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "staticfiles.json").exists():
            command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
            own = environment(STATIC_ROOT=str(folder), DATABASE_URL="postgresql://nobody@localhost/nothing")
            subprocess.run(command, cwd=ROOT, env=own, check=True)
    return folder


@dataclass
class Served:
    """A running server: where it listens, its process, and what it logs."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> http.client.HTTPResponse:
        """Return the read answer to a request, as the proxy in front passes it on."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"Host": HOST, "X-Forwarded-Proto": "https"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body or None, sent)
        answer = connection.getresponse()
        answer.text = answer.read().decode(errors="replace")
        connection.close()
        return answer

    def lines(self) -> list[dict[str, Any]]:
        """Return what was logged, each line as what it says."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@contextmanager
def served(
    database: str, folder: Path, *, application: str = "portal.wsgi", place: Path = ROOT, **more: str
) -> Iterator[Served]:
    """Serve a database of the embedded server with our configuration of gunicorn; `folder` takes uploads and log."""
    ours = {
        "DATABASE_URL": database_url(database),
        "STATIC_ROOT": str(collected_static_files()),
        "MEDIA_ROOT": str(folder / "media"),
    }
    own = environment(**{**ours, **more})
    with socket.socket() as door, (folder / f"server-{os.urandom(4).hex()}.log").open("w+b") as log:
        door.bind(("127.0.0.1", 0))
        door.listen(64)
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "python:portal.serving", application],
            cwd=place,
            env={**own, "BIND": f"fd://{door.fileno()}"},
            pass_fds=(door.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=end_with_parent(signal.SIGTERM),
        )
        server = Served(door.getsockname()[1], process, Path(log.name))
        door.close()  # from now on the server alone keeps it open
        try:
            _wait_until_healthy(server)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_healthy(server: Served) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            if server.ask("GET", "/healthz").status == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    raise RuntimeError(f"The portal did not start.\n{server.log.read_text(errors='replace')[-3000:]}")

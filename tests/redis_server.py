"""A Redis of our own. Without the program its tests are skipped; with CI=true that is a failure."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.processes import end_with_parent

_MISSING = "No Redis for the tests: install redis-server."


@contextmanager
def running_redis(folder: Path | None = None) -> Iterator[str]:
    """Start Redis on a socket in a folder, give its address, and end it. Nothing is written to the disk."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        if os.environ.get("CI", "") == "true":
            pytest.fail(_MISSING)
        pytest.skip(_MISSING)
    with tempfile.TemporaryDirectory(prefix="redis-") as own:
        socket = (folder or Path(own)) / "redis.sock"
        server = subprocess.Popen(
            [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", own],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=end_with_parent(signal.SIGTERM),
        )
        try:
            assert server.stdout is not None
            said = ""
            for line in server.stdout:
                said += line
                if "eady to accept connections" in line:
                    break
            else:
                raise RuntimeError(f"Redis did not start.\n{said}")
            yield f"unix://{socket}?db=0"
        finally:
            server.terminate()
            server.communicate()

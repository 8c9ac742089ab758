"""`make run`: a taken port is said at once, and whatever was started ends with it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portal.launch import Door, LaunchError

PROJECT = Path(__file__).resolve().parents[2]
LAUNCH = "import sys; from pathlib import Path; from portal.launch import main; sys.exit(main(Path(sys.argv[1])))"
# Plays manage.py: notes its pid, and does the least that each command must do.
MANAGE = """
import http.server, os, subprocess, sys, time
from pathlib import Path
here = Path(__file__).parent
def note(name, pid):
    with (here / "pids").open("a") as file:
        file.write(f"{name} {pid}\\n")
class Healthy(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()
    def log_message(self, *_):
        pass
command, *rest = sys.argv[1:]
note(command, os.getpid())
if command == "load_demo" and (here / "broken").exists():
    sys.exit("relation is not what it was")
elif command == "load_demo":
    print("12 cases loaded.\\n\\neditor@example.org / secret")
elif command == "runserver":
    if not (here / "alone").exists():
        stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
        note("reloaded", subprocess.Popen([sys.executable, "-c", stubborn]).pid)
    host, port = rest[0].split(":")
    http.server.ThreadingHTTPServer((host, int(port)), Healthy).serve_forever()
elif command == "db_worker":
    while not (here / "die").exists():
        time.sleep(0.05)
    sys.exit(4)
"""


class House:
    """One `make run` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "manage.py").write_text(MANAGE)
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.process: subprocess.Popen[str] | None = None

    def launch(self, **environ: str) -> subprocess.Popen[str]:
        """Start it without waiting."""
        self.process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, str(self.folder / "manage.py")],
            cwd=PROJECT,
            env={**os.environ, "HOST": "127.0.0.1", "PORT": str(self.port), "DATA_DIR": str(self.folder), **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Under nohup, where a test run may stand, the launcher would respect that SIGHUP is ignored.
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
        )
        return self.process

    def launch_and_wait(self) -> tuple[subprocess.Popen[str], str]:
        """Start it, wait until it says that all is up, and return it and what it said."""
        process = self.launch()
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl-C" in line:
                return process, said
        raise AssertionError(said)

    def started(self) -> dict[str, int]:
        """Return the names and pids of what was started so far."""
        notes = self.folder / "pids"
        lines = notes.read_text().splitlines() if notes.exists() else []
        return {name: int(pid) for name, pid in (line.split() for line in lines)}

    def alive(self) -> set[str]:
        """Return the names of what still runs."""
        return {name for name, pid in self.started().items() if runs(pid)}


def runs(pid: int) -> bool:
    """Say whether a process runs; one that has ended and was not yet waited for does not."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def eventually(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Say whether something comes true within so many seconds."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A portal to launch; nothing of it runs afterwards."""
    folder = tmp_path / "et hus på øya"
    folder.mkdir()
    house = House(folder)
    yield house
    if house.process is not None and house.process.poll() is None:
        house.process.terminate()
        house.process.communicate()


def test_taken_port_is_one_line_before_anything_is_started(house: House) -> None:
    with socket.create_server(("127.0.0.1", house.port)):
        said, _ = house.launch().communicate()

    assert said == f"Port {house.port} is taken. Choose another: PORT={house.port + 1} make run\n"
    assert house.process is not None
    assert house.process.returncode == 1
    assert house.started() == {}


@pytest.mark.parametrize("port", ["eight", "0", "65536", "-1", "80 80", "８０００", "9" * 5000])
def test_malformed_port_is_refused_in_one_line(port: str) -> None:
    with pytest.raises(LaunchError) as refusal:
        Door.from_environment({"PORT": port})

    assert "\n" not in str(refusal.value)


def test_malformed_port_ends_with_code_1_and_starts_nothing(house: House) -> None:
    said, _ = house.launch(PORT="eight").communicate()

    assert said == "PORT must be a number from 1 to 65535, not 'eight'.\n"
    assert house.process is not None
    assert house.process.returncode == 1
    assert house.started() == {}


def test_host_without_an_address_is_one_line(house: House) -> None:
    said, _ = house.launch(HOST="no such host").communicate()

    assert said.count("\n") == 1
    assert said.startswith("Cannot listen on no such host")


@pytest.mark.parametrize(
    ("host", "url"),
    [("0.0.0.0", "http://127.0.0.1:80"), ("::1", "http://[::1]:80"), ("[::]", "http://[::1]:80")],  # noqa: S104 - named, not listened on
)
def test_address_for_the_browser_is_one_that_answers(host: str, url: str) -> None:
    assert Door.from_environment({"HOST": host, "PORT": "80"}).url() == url


def test_launch_tells_the_addresses_and_the_logins(house: House) -> None:
    _, said = house.launch_and_wait()

    for part in ("Preparing the database and the demo … ", "12 cases loaded", "/admin/", "editor@example.org / secret"):
        assert part in said
    connection = http.client.HTTPConnection("127.0.0.1", house.port)
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
    connection.close()


@pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signal_leaves_no_child_behind(house: House, signum: signal.Signals, code: int) -> None:
    process, _ = house.launch_and_wait()
    # The launcher waits for the server to answer; the worker may still be on its way.
    assert eventually(lambda: house.alive() == {"runserver", "reloaded", "db_worker"})

    process.send_signal(signum)
    process.communicate(timeout=20)

    assert process.returncode == code
    assert eventually(lambda: house.alive() == set())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent died")
def test_kill_leaves_no_child_behind(house: House) -> None:
    (house.folder / "alone").touch()  # the real runserver ends its reloaded self
    process, _ = house.launch_and_wait()

    process.kill()

    assert eventually(lambda: house.alive() == set())


def test_dying_worker_ends_the_server(house: House) -> None:
    process, _ = house.launch_and_wait()
    (house.folder / "die").touch()

    said, _ = process.communicate(timeout=20)

    assert "The task worker ended by itself (code 4)" in said
    assert process.returncode == 1
    assert eventually(lambda: house.alive() == set())


def test_failing_step_shows_what_it_said_and_starts_no_server(house: House) -> None:
    (house.folder / "broken").touch()

    said, _ = house.launch().communicate(timeout=20)

    assert "relation is not what it was" in said
    assert set(house.started()) == {"load_demo"}
    assert house.process is not None
    assert house.process.returncode == 1

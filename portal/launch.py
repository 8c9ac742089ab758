"""`make run`: prepares the database, starts the web server and the task worker, and ends together what it started."""

from __future__ import annotations

import contextlib
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from portal.database.embedded import ServerError, default_data_dir, hold
from portal.processes import end_with_parent

_PROJECT = Path(__file__).resolve().parents[1]
_LOOK_SECONDS = 0.1
_HEALTH_SECONDS = 90.0
_TERM_SECONDS = 8.0  # a task that is being worked on may take a moment to finish
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to knock when HOST means all addresses


class LaunchError(Exception):
    """The portal cannot be started; the text is one line for whoever typed `make run`."""


class Told(Exception):  # noqa: N818 - no error: somebody asked for the end
    """A signal asked us to end; carries its number."""


@dataclass(frozen=True)
class Door:
    """Where the portal can be reached."""

    host: str
    port: int

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Door:
        """Read HOST (127.0.0.1) and PORT (8000); LaunchError when PORT is no port."""
        text = environ.get("PORT", "").strip() or "8000"
        if not (text.isascii() and text.isdigit() and len(text) <= 5 and 1 <= int(text) <= 65535):
            raise LaunchError(f"PORT must be a number from 1 to 65535, not {text!r}.")
        return cls(environ.get("HOST", "").strip().strip("[]") or "127.0.0.1", int(text))

    def bind_argument(self) -> str:
        """Return the address as runserver takes it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def knock_host(self) -> str:
        """Return a host that answers on this machine."""
        return _EVERYWHERE.get(self.host, self.host)

    def url(self) -> str:
        """Return the address for a browser on this machine."""
        return f"http://{Door(self.knock_host(), self.port).bind_argument()}"

    def check_free(self) -> None:
        """Raise LaunchError when nobody can listen here, because the port is taken or for another reason."""
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[0]
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server itself will
                probe.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                free = self.port + 1 if self.port < 65535 else 8000
                raise LaunchError(f"Port {self.port} is taken. Choose another: PORT={free} make run") from error
            raise LaunchError(f"Cannot listen on {self.bind_argument()}: {error.strerror or error}.") from error

    def is_healthy(self) -> bool:
        """Say whether /healthz answers 200."""
        connection = http.client.HTTPConnection(self.knock_host(), self.port, timeout=10)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


@dataclass
class Launch:
    """Everything that was started, and whether a signal has asked for the end."""

    manage: Path
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    signum: int = 0

    def listen_for_signals(self) -> None:
        """Take note of Ctrl-C, TERM and HUP from now on; a handler that only takes notes interrupts nothing."""
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signum != signal.SIGHUP or signal.getsignal(signum) != signal.SIG_IGN:  # nohup is respected
                signal.signal(signum, self._note)

    def _note(self, signum: int, _frame: FrameType | None) -> None:
        self.signum = self.signum or signum

    def look(self) -> None:
        """Rest for a moment; Told when a signal came."""
        if self.signum == 0:
            time.sleep(_LOOK_SECONDS)
        if self.signum:
            raise Told(self.signum)

    def start(self, name: str, *arguments: str, output: int | None = None) -> subprocess.Popen[bytes]:
        """Start `manage.py …` in a process group of its own, so that the terminal's Ctrl-C reaches us alone."""
        self.children[name] = subprocess.Popen(  # noqa: S603 - our own interpreter and manage.py
            [sys.executable, str(self.manage), *arguments],
            cwd=self.manage.parent,
            env={**os.environ, "DJANGO_RUNSERVER_HIDE_WARNING": "true"},  # `make run` is for development, as all know
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None else None,
            process_group=0,
            preexec_fn=end_with_parent(signal.SIGTERM),
        )
        return self.children[name]

    def step(self, what: str, *arguments: str) -> str:
        """Run one command to its end, in one line with its seconds; LaunchError with all it said when it fails."""
        began = time.monotonic()
        _say(f"{what} … ", end="")
        with tempfile.TemporaryFile() as output:
            child = self.start(arguments[0], *arguments, output=output.fileno())
            while not _has_ended(child):
                self.look()
            code = self._end(arguments[0])
            output.seek(0)
            said = output.read().decode(errors="replace").strip("\n")
        _say(f"{time.monotonic() - began:.1f} s" if code == 0 else "failed")
        if code != 0:
            raise LaunchError(f"{said}\nmanage.py {arguments[0]} ended with code {code}.".strip())
        return said

    def wait_until_healthy(self, door: Door) -> None:
        """Wait for /healthz; LaunchError when a server ends or it takes too long."""
        deadline = time.monotonic() + _HEALTH_SECONDS
        while not door.is_healthy():
            self.check_alive()
            if time.monotonic() > deadline:
                raise LaunchError(f"The web server did not answer within {_HEALTH_SECONDS:.0f} seconds.")
            self.look()

    def check_alive(self) -> None:
        """Raise LaunchError when one of the servers has ended by itself."""
        for name, child in list(self.children.items()):
            if _has_ended(child):
                code = self._end(name)
                raise LaunchError(f"The {name} ended by itself (code {code}), so everything is ended.")

    def end_all(self) -> None:
        """End what was started and still runs: TERM to every group first, KILL to those that take too long."""
        for child in self.children.values():
            _signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + _TERM_SECONDS
        while time.monotonic() < deadline and not all(_has_ended(child) for child in self.children.values()):
            time.sleep(_LOOK_SECONDS / 2)
        for name in list(self.children):
            self._end(name)

    def _end(self, name: str) -> int:
        """Make sure that nothing is left of a child's group and return the child's exit code.

        The child is reaped last: until then its group's number can belong to nobody else.
        """
        child = self.children.pop(name)
        _signal_group(child, signal.SIGKILL)
        return child.wait()


def _has_ended(child: subprocess.Popen[bytes]) -> bool:
    if sys.platform == "darwin":  # its Python has no waitid
        return child.poll() is not None
    return os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _signal_group(child: subprocess.Popen[bytes], signum: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):  # an ended child: macOS says the latter
        os.killpg(child.pid, signum)


def _say(words: str, end: str = "\n") -> None:
    with contextlib.suppress(OSError):  # the terminal may be gone; the children must be ended all the same
        print(words, end=end, flush=True)


def _run(launch: Launch, door: Door) -> None:
    door.check_free()
    if not os.environ.get("DATABASE_URL", "").strip():
        # Between two commands on a slow machine the embedded server could otherwise think itself alone.
        hold(default_data_dir())
    # One command for all of it: each start of Django costs a second or two.
    said = launch.step("Preparing the database and the demo", "load_demo", "--migrate", "--show-logins")
    outcome, _, logins = said.partition("\n\n")
    _say(outcome)
    began = time.monotonic()
    _say("Starting the web server and the task worker …")
    launch.start("web server", "runserver", door.bind_argument())
    launch.start("task worker", "db_worker", "--no-reload")
    launch.wait_until_healthy(door)
    _say(f"… both run after {time.monotonic() - began:.1f} s\n")
    _say(f"  The portal:   {door.url()}/\n  For editors:  {door.url()}/admin/\n")
    _say(f"{logins}\n\nEnd with Ctrl-C." if logins else "End with Ctrl-C.")
    while True:
        launch.look()
        launch.check_alive()


def main(manage: Path = _PROJECT / "manage.py") -> int:
    """Run the portal until told to end; returns the exit code: 0 after Ctrl-C, 1 when something failed."""
    launch = Launch(manage)
    launch.listen_for_signals()
    try:
        _run(launch, Door.from_environment(os.environ))
    except (LaunchError, ServerError) as error:
        _say(str(error))
        return 1
    except Told as told:
        _say("\nEnding …")
        return 0 if told.args[0] == signal.SIGINT else 128 + int(told.args[0])
    finally:
        launch.end_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())

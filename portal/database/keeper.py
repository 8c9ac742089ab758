"""The keeper: a detached process that starts the embedded server, watches over it and stops it after its last user.

It is the server's parent, so it needs no guess about pids: the only process it ever signals is its own child.
Run by `embedded.py` as `python -m portal.database.keeper HOME PROGRAMS --grace=S --start-lock=FD`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from portal.database import locks
from portal.database.cluster import ClusterError, clear_stale_files, make_cluster, start_server, stop_server
from portal.database.identity import choose_identity
from portal.database.layout import Address, Layout, make_socket_folder, remove_socket_folder, server_lock_in

_TICK_SECONDS = 0.25
_PREVIOUS_SERVER_SECONDS = 60.0  # for one whose keeper was killed: it is shutting down
_LOG_LIMIT = 1_000_000


@dataclass
class Watch:
    """What the keeper watches, and whether it was told to end."""

    layout: Layout
    server: subprocess.Popen[bytes]
    grace: float
    told_to_end: bool = False

    def told(self, _signum: int, _frame: FrameType | None) -> None:
        """Take note of SIGTERM."""
        self.told_to_end = True


def main(arguments: list[str]) -> int:
    """Go to the background, start the server, tell the starter how that went (exit code, reason on stderr)."""
    parser = argparse.ArgumentParser(prog="python -m portal.database.keeper")
    parser.add_argument("home", type=Path)
    parser.add_argument("programs", type=Path)
    parser.add_argument("--grace", type=float, required=True)
    parser.add_argument("--start-lock", type=int, required=True)
    options = parser.parse_args(arguments)
    read_end, write_end = os.pipe()
    if os.fork():
        # The starter's child only passes the word on; the keeper proper belongs to nobody.
        os.close(write_end)
        os.close(options.start_lock)
        with os.fdopen(read_end, encoding="utf-8") as words:
            word = words.read()
        if word != "ready":
            print(word or "its keeper died", file=sys.stderr)
        return 0 if word == "ready" else 1
    os.close(read_end)
    layout = Layout(options.home)
    os.setsid()
    os.chdir("/")
    _write_to_log(layout)
    return _keep(layout, options, write_end)


def _keep(layout: Layout, options: argparse.Namespace, starter: int) -> int:
    alive = locks.open_private(layout.keeper)
    # An earlier keeper whose server crashed is about to leave.
    if not locks.wait_exclusive(alive, _PREVIOUS_SERVER_SECONDS):
        _tell(starter, "another keeper is still there")
        return 1
    try:
        watch = _start(layout, options.programs, options.grace)
    except (ClusterError, OSError) as error:
        _say(f"cannot start: {error}")
        _tell(starter, str(error))
        return 1
    _tell(starter, "ready")
    os.close(options.start_lock)
    _watch(watch)
    return 0


def _tell(starter: int, word: str) -> None:
    with contextlib.suppress(BrokenPipeError):  # it was killed; others may still want the server
        os.write(starter, word.encode())
    os.close(starter)


def _start(layout: Layout, programs: Path, grace: float) -> Watch:
    stale = layout.read_address()
    layout.address_file.unlink(missing_ok=True)
    layout.stop_request.unlink(missing_ok=True)
    identity = choose_identity(layout.home, programs)
    server_lock = locks.open_private(server_lock_in(identity.place))
    try:
        # From here on it is certain that no process of an earlier server of this cluster lives.
        if not locks.wait_exclusive(server_lock, _PREVIOUS_SERVER_SECONDS):
            raise ClusterError("an earlier server is still shutting down")
        for folder in [*identity.place.glob("socket-*"), *([Path(stale.socket_dir)] if stale else [])]:
            remove_socket_folder(folder, identity.owner)
        cluster = make_cluster(identity, layout, server_lock)
        clear_stale_files(cluster)
        socket_dir = make_socket_folder(identity.place, identity.owner)
        server = start_server(identity, cluster, socket_dir, server_lock)
    finally:
        os.close(server_lock)  # the server holds it now, or nobody
    layout.write_address(Address(str(layout.home), str(socket_dir), str(cluster), server.pid, os.getpid()))
    _say(f"keeper {os.getpid()} watches over server {server.pid}")
    return Watch(layout, server, grace)


def _watch(watch: Watch) -> None:
    """Stay until the server has ended: by itself, because nobody uses it any more, or because we were told to."""
    signal.signal(signal.SIGTERM, watch.told)
    users = locks.open_private(watch.layout.users)
    last_used = time.time()
    while watch.server.poll() is None:
        time.sleep(_TICK_SECONDS)
        if watch.told_to_end or not locks.same_file(users, watch.layout.users):
            stop_server(watch.server)  # or the data folder was removed: nobody can come any more
        elif watch.layout.stop_request.exists():
            _stop(watch, users, even_if_used=True)
        elif not locks.try_exclusive(users):
            last_used = time.time()
        else:
            last_used = min(max(last_used, os.fstat(users).st_mtime), time.time())
            locks.release(users)
            if time.time() - last_used >= watch.grace:
                _stop(watch, users, even_if_used=False)
    _say(f"server {watch.server.pid} ended with code {watch.server.returncode}")


def _stop(watch: Watch, users: int, even_if_used: bool) -> None:
    """Stop the server unless somebody came; who comes meanwhile waits for one of the two locks, then starts anew."""
    with contextlib.ExitStack() as stack:
        start = locks.open_private(watch.layout.start)
        stack.callback(os.close, start)
        if not locks.try_exclusive(start) or not (locks.try_exclusive(users) or even_if_used):
            return
        stack.callback(locks.release, users)
        address = watch.layout.read_address()
        watch.layout.address_file.unlink(missing_ok=True)
        stop_server(watch.server)
        if address is not None:
            remove_socket_folder(Path(address.socket_dir), Path(address.socket_dir).lstat().st_uid)
        watch.layout.stop_request.unlink(missing_ok=True)


def _write_to_log(layout: Layout) -> None:
    """Turn stdout and stderr to the log, which starts afresh when it has grown large; nothing is read from stdin."""
    with contextlib.suppress(FileNotFoundError):
        if layout.log.stat().st_size > _LOG_LIMIT:
            layout.log.replace(layout.log.with_suffix(".log.1"))
    log = locks.open_private(layout.log, os.O_WRONLY | os.O_APPEND)
    for descriptor in (1, 2):
        os.dup2(log, descriptor)
    os.close(log)


def _say(words: str) -> None:
    print(time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime()), "UTC", words, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

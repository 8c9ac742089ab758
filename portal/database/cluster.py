"""One PostgreSQL cluster on disk: made in one piece, started as our own child, stopped by its parent only."""

from __future__ import annotations

import locale
import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path

from portal.database.identity import Identity
from portal.database.layout import SOCKET_NAME, Layout

_READY_SECONDS = 150.0
_OWNER = "portal"
_SETTINGS = {
    "listen_addresses": "",  # the socket in a private folder is the only way in
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "jit": "off",  # compiling costs more than our small queries
    "max_parallel_workers": "0",  # two cores, small tables; and containers give little shared memory
    "wal_level": "minimal",  # no replicas; fsync stays on, the data are meant to last
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "max_wal_size": "256MB",
    "log_checkpoints": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class ClusterError(Exception):
    """PostgreSQL refused; the text is its own, shortened."""


def make_cluster(identity: Identity, layout: Layout, server_lock: int) -> Path:
    """Return the cluster's folder, made if missing, while the caller holds the server lock; ClusterError if it fails.

    It is made under another name and renamed when whole, so a half-made one is never taken for a cluster.
    """
    cluster, unfinished = identity.place / "cluster", identity.place / "cluster.new"
    _forget_another_homes_data(identity, layout)
    if (cluster / "PG_VERSION").exists():
        return cluster
    for leftover in (cluster, unfinished):
        if leftover.exists():
            shutil.rmtree(leftover)
    unfinished.mkdir(mode=0o700)
    if identity.owner != os.geteuid():
        os.chown(unfinished, identity.owner, -1)
    _run(identity, server_lock, _initdb(identity, unfinished))
    single = [str(identity.programs / "postgres"), "--single", "-D", str(unfinished), "postgres"]
    _run(identity, server_lock, single, b"CREATE DATABASE portal;\n")
    unfinished.rename(cluster)
    return cluster


def _initdb(identity: Identity, folder: Path) -> list[str]:
    """Return the command that makes a cluster.

    The built-in provider sorts and folds the same everywhere; pg_trgm asks the C library instead what a letter is, and
    takes æ, ø and å for none of them unless LC_CTYPE is a UTF-8 one.
    """
    return [
        *(str(identity.programs / "initdb"), "-D", str(folder), "-U", _OWNER, "-A", "trust", "-E", "UTF8"),
        *("--locale=C", f"--lc-ctype={_letters()}", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        "--no-instructions",
    ]


def _letters() -> str:
    """Return the name of a UTF-8 LC_CTYPE that this machine has; "C" if it has none."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8", "nb_NO.UTF-8"):
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def _forget_another_homes_data(identity: Identity, layout: Layout) -> None:
    """Where the data lie outside the home: drop those of an earlier home at the same path, which was removed."""
    if identity.place == layout.home:
        return
    mark, known = layout.home / "mark", identity.place / "mark"
    if not mark.exists():
        mark.write_text(secrets.token_hex(16), encoding="ascii")  # only ever by root, see identity.py
    if not known.exists() or known.read_text(encoding="ascii") != mark.read_text(encoding="ascii"):
        for name in ("cluster", "cluster.new"):
            shutil.rmtree(identity.place / name, ignore_errors=True)
        shutil.copyfile(mark, known)


def clear_stale_files(cluster: Path) -> None:
    """Remove what a crashed server left behind; only while holding the server lock, which proves that none lives.

    PostgreSQL itself would refuse to start if the pid in the file had meanwhile been given to another process.
    """
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def start_server(identity: Identity, cluster: Path, socket_dir: Path, server_lock: int) -> subprocess.Popen[bytes]:
    """Start the server as our child, writing to our stdout, and return it once it answers; ClusterError if it does not.

    It and all its own children inherit the server lock: as long as any of them lives, nobody can take it.
    """
    options = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    server = subprocess.Popen(  # noqa: S603 - the wheel's program with our own arguments
        [str(identity.programs / "postgres"), "-D", str(cluster), "-k", str(socket_dir), *options],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        pass_fds=(server_lock,),
        # Should the keeper be killed, the kernel asks for PostgreSQL's "fast shutdown".
        preexec_fn=identity.before_exec(signal.SIGINT),
    )
    deadline = time.monotonic() + _READY_SECONDS
    while server.poll() is None:
        if _is_ready(cluster, server.pid) and (socket_dir / SOCKET_NAME).exists():
            return server
        if time.monotonic() > deadline:
            stop_server(server)
            raise ClusterError("the server did not become ready in time")
        time.sleep(0.02)
    raise ClusterError(f"the server ended with code {server.returncode}")


def stop_server(server: subprocess.Popen[bytes]) -> None:
    """End our own child: fast (clients are cut off, the data are written), then at once, then by force."""
    for signum, seconds in ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
        server.send_signal(signum)  # does nothing once the child has ended and been waited for
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        return


def _is_ready(cluster: Path, pid: int) -> bool:
    try:
        lines = (cluster / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"


def _run(identity: Identity, server_lock: int, command: list[str], stdin: bytes = b"") -> None:
    finished = subprocess.run(  # noqa: S603 - the wheel's programs with our own arguments
        command,
        env=_environment(),
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=(server_lock,),
        preexec_fn=identity.before_exec(signal.SIGKILL),
        check=False,
    )
    print(finished.stdout.decode(errors="replace"), flush=True)
    if finished.returncode != 0:
        last = finished.stdout.decode(errors="replace").strip().splitlines()[-1:]
        raise ClusterError(f"{Path(command[0]).name} failed: {' '.join(last)}")


def _environment() -> dict[str, str]:
    """Return a bare environment: PGDATA, PGOPTIONS or a language of the surroundings must not leak into the server."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in os.environ}
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", **kept}

"""PostgreSQL's own programs for backups: found on the machine or in the wheel, in a version that fits the server."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

from portal.backup import BackupError
from portal.database.embedded import ServerError, find_programs
from portal.processes import end_with_parent

# Where Debian and Red Hat keep the versions beside each other.
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")
# From this version on the programs set an option that older servers refuse.
_SETS_MORE = 17
_SHOWN = 600


@dataclass(frozen=True)
class Program:
    """A program of PostgreSQL and its major version."""

    path: Path
    major: int


def server_major(connection: BaseDatabaseWrapper) -> int:
    """Return the major version of the server behind a connection."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def program_to_dump(server: int) -> Program:
    """Return the pg_dump that is nearest to the server's version and not older; BackupError when there is none."""
    fitting = [one for one in _found("pg_dump") if one.major >= server]
    if not fitting:
        raise BackupError(f"No pg_dump of version {server} or newer was found: install postgresql-client-{server}.")
    return min(fitting, key=lambda one: one.major)


def program_to_restore(written_by: int, server: int) -> Program:
    """Return a pg_restore that reads what a pg_dump of some version wrote and that the server understands."""
    readers = [one for one in _found("pg_restore") if one.major >= written_by]
    fitting = [one for one in readers if one.major < _SETS_MORE or server >= _SETS_MORE]
    if not fitting:
        raise BackupError(
            f"No pg_restore was found that reads a backup of version {written_by} and speaks with a server of "
            f"version {server}. Install postgresql-client-{max(server, written_by)}, or use a newer server."
        )
    return min(fitting, key=lambda one: one.major)


def run(program: Program, connection: BaseDatabaseWrapper, *arguments: str) -> None:
    """Run a program against the database of a connection; BackupError with its own words when it fails.

    It ends with this process: what it has not finished, the database takes back.
    """
    info = connection.connection.info
    done = subprocess.run(  # noqa: S603 - PostgreSQL's program with our own arguments
        [str(program.path), *arguments, "--no-password", f"--dbname={info.dsn}"],
        env={**os.environ, **({"PGPASSWORD": info.password} if info.password else {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=end_with_parent(signal.SIGTERM),
    )
    if done.returncode != 0:
        raise BackupError(f"{program.path.name} failed: {done.stderr.strip()[:_SHOWN]}")


def _found(name: str) -> Iterator[Program]:
    for path in _paths(name):
        said = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - found by us
        if version := re.search(r"\(PostgreSQL\) (\d+)", said):
            yield Program(path, int(version[1]))


def _paths(name: str) -> Iterator[Path]:
    """Yield where a program may be: the machine's own, which know its certificates, before the wheel's."""
    for pattern in _PLACES:
        yield from sorted(Path("/").glob(f"{pattern.lstrip('/')}/{name}"))
    if known := shutil.which(name):
        yield Path(known)
    try:
        wheels = find_programs() / name
    except ServerError:
        return
    if wheels.exists():
        yield wheels

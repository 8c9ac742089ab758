"""PostgreSQL refuses the root user: what root does instead, and that an ordinary user needs none of it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from portal.database import cluster, embedded, identity, locks
from portal.database.layout import Layout, server_lock_in

PROJECT = Path(__file__).resolve().parents[2]
TOO_OLD = 77
ONCE = f"""
import sys
from pathlib import Path
if sys.version_info < (3, 11):
    sys.exit({TOO_OLD})
from portal.database.embedded import ensure_running
ensure_running(Path(sys.argv[1]), grace=5)
"""

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach, as pytest's own cannot be."""
    folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_root_without_namespaces_runs_the_server_as_nobody(
    open_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden() -> Callable[[], None]:
        def enter() -> None:
            raise PermissionError("no user namespace")

        return enter

    monkeypatch.setattr(identity, "_enter_namespace", forbidden)
    monkeypatch.setattr(identity, "_SYSTEM_FOLDERS", (str(open_folder),))
    layout = Layout.below(tmp_path)
    layout.home.mkdir()

    chosen = identity.choose_identity(layout.home, embedded.find_programs())

    socket_dir = open_folder / "socket"
    socket_dir.mkdir(mode=0o700)
    os.chown(socket_dir, chosen.owner, -1)
    with locks.exclusive(server_lock_in(chosen.place)) as lock:
        folder = cluster.make_cluster(chosen, layout, lock)
        server = cluster.start_server(chosen, folder, socket_dir, lock)
    try:
        assert owner_of(server.pid) == "nobody"
        with psycopg.connect(host=str(socket_dir), user="portal", dbname="portal") as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        cluster.stop_server(server)


def test_ordinary_user_starts_a_server_too(open_folder: Path) -> None:
    copy_what_the_server_needs(open_folder)
    data_dir = open_folder / "data"
    data_dir.mkdir()
    shutil.chown(data_dir, "nobody")

    run_as_nobody(open_folder, data_dir)

    address = embedded.find_running(data_dir)
    assert address is not None
    assert owner_of(address.pid) == "nobody"
    assert embedded.stop(data_dir, force=True)


def owner_of(pid: int) -> str:
    """Return the name of the user that a process runs as."""
    return pwd.getpwuid(Path(f"/proc/{pid}").stat().st_uid).pw_name


def copy_what_the_server_needs(folder: Path) -> None:
    """Copy our package and the wheel: the checkout itself may be out of another user's reach."""
    wheel = embedded.find_programs().parents[1]
    for source in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        if source.is_dir():
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("include", "*.a"))
    shutil.copytree(PROJECT / "portal" / "database", folder / "portal" / "database")
    for name in ("__init__.py", "processes.py"):
        shutil.copy(PROJECT / "portal" / name, folder / "portal")


def run_as_nobody(folder: Path, data_dir: Path) -> None:
    """Use the server once as `nobody`, with the first Python that this user may run; skips if there is none."""
    nobody = pwd.getpwnam("nobody")
    for python in (sys.executable, "/usr/bin/python3"):
        try:
            finished = subprocess.run(
                [python, "-c", ONCE, str(data_dir)],
                user=nobody.pw_uid,
                group=nobody.pw_gid,
                extra_groups=[],
                cwd=folder,
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(folder)},
                capture_output=True,
                text=True,
                check=False,
            )
        except (FileNotFoundError, PermissionError):
            continue
        if finished.returncode == 0:
            return
        assert finished.returncode == TOO_OLD, finished.stderr
    pytest.skip("no Python that another user may run")

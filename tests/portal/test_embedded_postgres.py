"""The embedded server with real processes: one for each folder, gone after its last user, harmless to all others."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.database import EMBEDDED_ENGINE, database_settings, embedded, locks
from portal.database.__main__ import main as command
from portal.database.layout import LONGEST_SOCKET_PATH, SOCKET_NAME, Address, Layout, server_lock_in

PROJECT = Path(__file__).resolve().parents[2]
GRACE = 0.4
USER = f"""
import sys
from pathlib import Path
from portal.database.embedded import ensure_running
print(ensure_running(Path(sys.argv[1]), grace={GRACE}).pid, flush=True)
sys.stdin.read()
"""


def eventually(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Say whether something comes true within so many seconds."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def server_lives(address: Address) -> bool:
    """Say whether any process of a server lives, by the lock that all of them hold."""
    return locks.is_held(server_lock_in(Path(address.cluster).parent))


class Users:
    """Processes that use servers, and the folders of these servers."""

    def __init__(self) -> None:
        self.processes: list[subprocess.Popen[str]] = []
        self.data_dirs: set[Path] = set()
        self.places: set[Path] = set()

    def come(self, data_dir: Path) -> subprocess.Popen[str]:
        """Start a user that stays until it is killed; does not wait for its server."""
        self.data_dirs.add(data_dir)
        process = subprocess.Popen(
            [sys.executable, "-c", USER, str(data_dir)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.processes.append(process)
        return process

    def served(self, process: subprocess.Popen[str]) -> int:
        """Wait for a user's server and return its pid."""
        assert process.stdout is not None
        return int(process.stdout.readline())

    def start(self, data_dir: Path) -> tuple[subprocess.Popen[str], Address]:
        """Start a user, wait for its server and return both."""
        process = self.come(data_dir)
        self.served(process)
        address = embedded.find_running(data_dir)
        assert address is not None
        self.places.add(Path(address.cluster).parent)
        return process, address

    def kill(self, process: subprocess.Popen[str]) -> None:
        """End a user as nobody can prepare for."""
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def stopped_cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cluster that was made once and stopped, to be copied where a test is not about the first start."""
    data_dir = tmp_path_factory.mktemp("made once")
    cluster = embedded.ensure_running(data_dir).cluster
    assert embedded.stop(data_dir, force=True)
    return Path(cluster)


@pytest.fixture
def data_dir(tmp_path: Path, stopped_cluster: Path) -> Path:
    """A data folder with a cluster in it."""
    return with_cluster(tmp_path / "data", stopped_cluster)


def with_cluster(data_dir: Path, cluster: Path) -> Path:
    """Copy a cluster into a data folder and return that."""
    home = Layout.below(data_dir).home
    home.mkdir(parents=True)
    shutil.copytree(cluster, home / "cluster")
    return data_dir


@pytest.fixture
def users() -> Iterator[Users]:
    """Users of servers; all of both have ended afterwards."""
    users = Users()
    yield users
    for process in users.processes:
        users.kill(process)
    for data_dir in users.data_dirs:
        embedded.stop(data_dir, force=True)
    for place in users.places - {Layout.below(data_dir).home for data_dir in users.data_dirs}:
        shutil.rmtree(place)  # root in a container keeps data elsewhere, see identity.py


def test_five_first_starts_at_once_make_one_server(users: Users, tmp_path: Path) -> None:
    processes = [users.come(tmp_path) for _ in range(5)]

    assert len({users.served(process) for process in processes}) == 1
    assert Layout.below(tmp_path).log.read_text().count("starting PostgreSQL") == 1


def test_server_ends_after_the_kill_of_its_last_user_and_not_before(users: Users, data_dir: Path) -> None:
    first, address = users.start(data_dir)
    second, _ = users.start(data_dir)
    users.kill(first)
    time.sleep(3 * GRACE)
    assert embedded.find_running(data_dir) == address

    users.kill(second)

    assert eventually(lambda: not server_lives(address))
    assert eventually(lambda: not Path(address.socket_dir).exists())
    assert not (Path(address.cluster) / "postmaster.pid").exists(), "it was shut down, not cut off"


def test_next_command_within_the_grace_finds_the_same_server(users: Users, data_dir: Path) -> None:
    first, address = users.start(data_dir)
    users.kill(first)

    assert users.start(data_dir)[1] == address


def test_process_whose_number_stands_in_a_stale_pid_file_is_left_alone(users: Users, data_dir: Path) -> None:
    user, address = users.start(data_dir)
    os.kill(address.keeper, signal.SIGSTOP)  # so that it cannot tidy up
    for pid in (address.pid, address.keeper):
        os.kill(pid, signal.SIGKILL)
    users.kill(user)
    assert eventually(lambda: not server_lives(address))
    with subprocess.Popen(["/bin/sleep", "60"]) as bystander:
        pid_file = Path(address.cluster) / "postmaster.pid"
        pid_file.write_text("\n".join([str(bystander.pid), *pid_file.read_text().splitlines()[1:]]) + "\n")

        _, now = users.start(data_dir)

        assert now.pid != address.pid
        assert embedded.stop(data_dir, force=True)
        assert bystander.poll() is None
        bystander.kill()


def test_killed_keeper_takes_its_server_along_and_the_next_user_gets_a_new_one(users: Users, data_dir: Path) -> None:
    _, address = users.start(data_dir)
    os.kill(address.keeper, signal.SIGKILL)

    _, now = users.start(data_dir)

    assert now.pid != address.pid
    with psycopg.connect(now.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_two_data_folders_do_not_meet(users: Users, data_dir: Path, tmp_path: Path, stopped_cluster: Path) -> None:
    other = with_cluster(tmp_path / "other", stopped_cluster)
    _, one = users.start(data_dir)
    _, two = users.start(other)
    assert (one.pid, one.socket_dir, one.cluster) != (two.pid, two.socket_dir, two.cluster)

    embedded.stop(data_dir, force=True)

    assert embedded.find_running(other) == two


def test_copied_folder_does_not_lead_to_the_server_of_the_original(
    users: Users, data_dir: Path, tmp_path: Path
) -> None:
    _, address = users.start(data_dir)
    copy = Layout.below(tmp_path / "copy")
    copy.home.mkdir(parents=True)
    shutil.copy(Layout.below(data_dir).address_file, copy.address_file)

    assert server_lives(address)
    assert embedded.find_running(tmp_path / "copy") is None


def test_path_too_long_for_a_socket_gets_a_short_private_folder(
    users: Users, tmp_path: Path, stopped_cluster: Path
) -> None:
    data_dir = with_cluster(tmp_path / ("blåbærsyltetøy på brød, " * 6) / ("lang " * 20).strip(), stopped_cluster)

    _, address = users.start(data_dir)

    folder = Path(address.socket_dir)
    assert len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    with psycopg.connect(address.url) as connection:
        assert connection.execute("SELECT lower('ÆØÅ')").fetchone() == ("æøå",)
    embedded.stop(data_dir, force=True)
    assert not folder.exists()


def test_half_made_cluster_is_made_again(users: Users, tmp_path: Path) -> None:
    home = Layout.below(tmp_path).home
    for folder in (home / "cluster.new", home / "cluster"):
        folder.mkdir(parents=True)
        (folder / "half").write_text("")

    _, address = users.start(tmp_path)

    assert not (Path(address.cluster) / "half").exists()
    assert not (home / "cluster.new").exists()


def test_server_is_durable_private_and_has_what_the_search_needs(users: Users, data_dir: Path) -> None:
    _, address = users.start(data_dir)

    with psycopg.connect(address.url) as connection:
        for setting, value in (("listen_addresses", ""), ("fsync", "on"), ("full_page_writes", "on")):
            assert connection.execute(f"SHOW {setting}").fetchone() == (value,)
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE EXTENSION unaccent")
        # Were å no letter, the word would fall into the same two as the other side.
        assert connection.execute("SELECT similarity('båt', 'b t') < 0.5").fetchone() == (True,)


def test_stop_asks_first_and_can_be_forced(users: Users, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["stop", "--data-dir", str(data_dir)]) == 0
    assert command(["url", "--data-dir", str(data_dir)]) == 1
    _, address = users.start(data_dir)
    assert command(["status", "--data-dir", str(data_dir)]) == 0
    assert command(["url", "--data-dir", str(data_dir)]) == 0
    assert address.url in capsys.readouterr().out
    assert command(["stop", "--data-dir", str(data_dir)]) == 1
    assert server_lives(address)
    assert "in use" in capsys.readouterr().err

    assert command(["stop", "--force", "--data-dir", str(data_dir)]) == 0

    assert not server_lives(address)


def test_settings_alone_start_nothing(tmp_path: Path) -> None:
    settings = database_settings(None, tmp_path / "data")

    assert settings["ENGINE"] == EMBEDDED_ENGINE
    assert not (tmp_path / "data").exists()


def test_database_url_comes_first(tmp_path: Path) -> None:
    settings = database_settings("postgres://me:secret@db.example.org:5433/portal", tmp_path)

    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example.org", 5433, "portal")
    assert (settings["CONN_MAX_AGE"], settings["CONN_HEALTH_CHECKS"]) == (60, True)


@pytest.mark.parametrize("url", ["sqlite:///secret.db", "mysql://me:secret@host/name", "postgres://me:secret@h:x/n"])
def test_database_url_of_anything_else_is_refused_without_telling_it(url: str, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        database_settings(url, tmp_path)

    assert "secret" not in str(refusal.value)

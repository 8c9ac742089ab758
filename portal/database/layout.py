"""Where the embedded server keeps its files, and how its users find it."""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from portal.database import locks

PORT = "5432"  # part of the socket's name only: there is no TCP
SOCKET_NAME = f".s.PGSQL.{PORT}"
# What sun_path holds, without its closing NUL.
LONGEST_SOCKET_PATH = 107 if sys.platform == "linux" else 103


@dataclass(frozen=True)
class Address:
    """A running server as its keeper wrote it down: for which home, behind which socket, with which data."""

    home: str
    socket_dir: str
    cluster: str
    pid: int
    keeper: int

    @property
    def url(self) -> str:
        """The DATABASE_URL of the portal's database, as psql and other programs of this machine may use it."""
        return f"postgresql://portal@/portal?host={quote(self.socket_dir, safe='')}&port={PORT}"


@dataclass(frozen=True)
class Layout:
    """The files of one embedded server, all below its home `<data folder>/postgres`."""

    home: Path

    @classmethod
    def below(cls, data_dir: Path) -> Layout:
        """Return the layout for a data folder; by its real path, so that links to one checkout mean one server."""
        return cls(Path(os.path.realpath(data_dir)) / "postgres")

    @property
    def users(self) -> Path:
        """The lock that every process using the server shares."""
        return self.home / "users.lock"

    @property
    def start(self) -> Path:
        """The lock under which the server is started and stopped."""
        return self.home / "start.lock"

    @property
    def keeper(self) -> Path:
        """The lock that the living keeper holds."""
        return self.home / "keeper.lock"

    @property
    def log(self) -> Path:
        """What the server and its keeper have to say."""
        return self.home / "server.log"

    @property
    def stop_request(self) -> Path:
        """A file whose presence asks the keeper to stop the server although somebody uses it."""
        return self.home / "stop"

    @property
    def address_file(self) -> Path:
        """Where the keeper writes the address down once the server answers."""
        return self.home / "address.json"

    def read_address(self) -> Address | None:
        """Return the address that was written down for this very home; a copied folder's is not ours."""
        try:
            address = Address(**json.loads(self.address_file.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None
        return address if address.home == str(self.home) else None

    def write_address(self, address: Address) -> None:
        """Write the address down; readers see all of it or nothing."""
        unfinished = self.address_file.with_suffix(".new")
        with os.fdopen(locks.open_private(unfinished, os.O_WRONLY | os.O_TRUNC), "w", encoding="utf-8") as file:
            json.dump(asdict(address), file)
        unfinished.replace(self.address_file)

    def live_address(self) -> Address | None:
        """Return the address if its server and its keeper live now, else None."""
        address = self.read_address()
        if address is None or not locks.is_held(server_lock_in(Path(address.cluster).parent)):
            return None
        if sys.platform == "linux" and not locks.is_held(self.keeper):
            return None  # the keeper was killed, and so the kernel has told the server to shut down
        # A keeper takes a stale address away before it starts anew: the same twice means that this was not that moment.
        return address if self.read_address() == address else None


def server_lock_in(place: Path) -> Path:
    """Return the lock beside a cluster that the server and all its children hold: it tells whether any lives."""
    return place / "server.lock"


def make_socket_folder(place: Path, uid: int) -> Path:
    """Return a fresh private folder for the socket, owned by `uid`: in `place`, or elsewhere if its path is too long.

    Elsewhere means a new folder of a random name, so nobody can have laid one there before us; users learn the name
    from the address file. OSError when no folder is short enough.
    """
    elsewhere = [os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp"]  # noqa: S108 - private folder below
    for base in [place, *(Path(name) for name in elsewhere if name)]:
        if _fits(base) and base.is_dir():
            folder = Path(tempfile.mkdtemp(prefix="socket-", dir=base))
            if uid != os.geteuid():
                os.chown(folder, uid, -1)
            return folder
    raise OSError("no folder has a path short enough for a socket: set TMPDIR to a shorter one")


def _fits(base: Path) -> bool:
    # PostgreSQL reads a list of folders: a comma or a quote would split the path.
    whole = os.fsencode(base / "socket-12345678" / SOCKET_NAME)
    return len(whole) <= LONGEST_SOCKET_PATH and not set(b',"') & set(whole)


def remove_socket_folder(folder: Path, uid: int) -> None:
    """Remove the socket folder of a server that has ended, if it still is the one made for `uid`; follows no link."""
    try:
        state = folder.lstat()
        if not stat.S_ISDIR(state.st_mode) or state.st_uid != uid or not folder.name.startswith("socket-"):
            return
        for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()
    except OSError:
        return  # litter of a few bytes; nothing depends on its being gone

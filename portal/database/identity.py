"""As whom PostgreSQL runs. It refuses the root user, so for root three ways are tried, the least intrusive first.

1. The folder belongs to an ordinary user (somebody typed sudo): run as its owner.
2. A user namespace of its own: the same user to the kernel, yet not number 0 in PostgreSQL's eyes. The data stay where
   they are, and a checkout below /root works. The same helps a user without an entry in the list of users.
3. Where that is forbidden (most containers): run as `nobody`, with the programs and the data in a folder of the system
   that `nobody` can reach, since it may not be able to reach the checkout.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.processes import end_with_parent

_CLONE_NEWUSER = 0x10000000
_SYSTEM_FOLDERS = ("/var/lib", "/var/tmp", "/tmp")  # noqa: S108 - a folder of root's own is made below, or none used
_OUR_FOLDER = "samskapingsportalen"
_PROGRAMS_NEEDED = ("postgres", "initdb")


@dataclass(frozen=True)
class Identity:
    """Which programs are run, in what place the data lie, by whom they are owned, and how a child becomes that user."""

    programs: Path
    place: Path
    owner: int
    become: Callable[[], None] | None = None

    def before_exec(self, on_parents_death: signal.Signals) -> Callable[[], None]:
        """Return the `preexec_fn` of a child: first the change of user, which would undo the second, then the leash."""
        become, leash, place = self.become, end_with_parent(on_parents_death), str(self.place)

        def prepare() -> None:
            if become is not None:
                become()
            os.chdir(place)
            leash()

        return prepare


def choose_identity(home: Path, programs: Path) -> Identity:
    """Return the first identity with which PostgreSQL's program starts on this machine; OSError when there is none."""
    for identity in _candidates(home, programs):
        if _works(identity):
            return identity
    raise OSError("PostgreSQL cannot run as this user here: use an ordinary user, or set DATABASE_URL")


def _candidates(home: Path, programs: Path) -> Iterator[Identity]:
    uid, owner = os.geteuid(), home.stat().st_uid
    if uid != 0 and _is_listed(uid):
        yield Identity(programs, home, uid)
    if uid == 0 and owner != 0 and _is_listed(owner):
        yield Identity(programs, home, owner, _drop_to(pwd.getpwuid(owner)))
    if owner == uid and sys.platform == "linux":
        yield Identity(programs, home, uid, _enter_namespace())
    if uid == 0:
        nobody = pwd.getpwnam("nobody")
        for place, copied in _system_places(home, programs):
            yield Identity(copied, place, nobody.pw_uid, _drop_to(nobody))


def _works(identity: Identity) -> bool:
    try:
        return (
            subprocess.run(  # noqa: S603 - a fixed program of the wheel
                [str(identity.programs / "postgres"), "--version"],
                preexec_fn=identity.before_exec(signal.SIGKILL),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            ).returncode
            == 0
        )
    except (OSError, subprocess.SubprocessError):
        return False


def _is_listed(uid: int) -> bool:
    """Say whether the user has a name: initdb wants one."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _drop_to(user: pwd.struct_passwd) -> Callable[[], None]:
    def drop() -> None:
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)

    return drop


def _enter_namespace() -> Callable[[], None]:
    """Return what puts a child into an empty user namespace, where everybody, it too, is `nobody`."""
    unshare = ctypes.CDLL(None, use_errno=True).unshare

    def enter() -> None:
        if unshare(_CLONE_NEWUSER) != 0:
            raise OSError(ctypes.get_errno(), "no user namespace")
        if os.geteuid() == 0 or not _is_listed(os.geteuid()):
            raise OSError("the user namespace gives no user with a name")

    return enter


def _system_places(home: Path, programs: Path) -> Iterator[tuple[Path, Path]]:
    """Give the places outside the checkout, those first that hold data of this home already, with copied programs."""
    key = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    folders = [Path(folder, _OUR_FOLDER) for folder in _SYSTEM_FOLDERS]
    for folder in sorted(folders, key=lambda folder: not (folder / key / "cluster").is_dir()):
        try:
            _make_roots_own(folder)
            _make_roots_own(folder / key)
            yield folder / key, _copy_programs(programs, folder)
        except OSError:
            continue


def _make_roots_own(folder: Path) -> None:
    """Make a folder that all may enter and only root may change; OSError when it is there and somebody else's."""
    try:
        folder.mkdir()
    except FileExistsError:
        state = folder.lstat()
        if not stat.S_ISDIR(state.st_mode) or state.st_uid != 0:
            raise
    folder.chmod(0o755)


def _copy_programs(programs: Path, folder: Path) -> Path:
    """Copy what the server needs, once for each version of the wheel, and return the copy's folder of programs."""
    package = programs.parents[1]
    with (programs / "postgres").open("rb") as program:
        version = f"postgresql-{hashlib.file_digest(program, 'sha256').hexdigest()[:16]}"
    copy = folder / version / package.name / "pginstall" / "bin"
    if copy.is_dir():
        return copy
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=folder))
    try:
        _copy_tree(package, unfinished / package.name)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name)
        for path in [unfinished, *unfinished.rglob("*")]:  # whatever the umask was when the wheel was unpacked
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        if not copy.is_dir():  # another checkout may have been quicker
            unfinished.replace(folder / version)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return copy


def _copy_tree(package: Path, target: Path) -> None:
    """Copy the server's part of the wheel: two programs, the libraries, the shared files."""
    for name in ("lib", "share"):
        shutil.copytree(
            package / "pginstall" / name,
            target / "pginstall" / name,
            symlinks=True,
            ignore=shutil.ignore_patterns("*.a", "pgxs", "pkgconfig"),
        )
    (target / "pginstall" / "bin").mkdir()
    for name in _PROGRAMS_NEEDED:
        shutil.copy2(package / "pginstall" / "bin" / name, target / "pginstall" / "bin" / name)

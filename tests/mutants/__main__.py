"""`make permission-mutants`: take each permission check away in turn, and say of which no test has noticed.

MUTANTS_ONLY=cases/teams takes those below a path alone. Each copy of the project has a database of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from tests.mutants.finding import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("portal", "cases", "toolkit", "home")
# Seconds; a test that hangs has noticed.
PATIENCE = 900
# Asked as well as the room's own tests.
WALKS = ("tests/portal/permissions", "tests/portal/test_leaks.py")
AT_ONCE = int(os.environ.get("WORKERS", "2"))
_LEFT_OUT = (
    ".git",
    ".venv",
    ".data",
    "node_modules",
    "staticfiles",
    "media",
    ".mypy_cache",
    ".ruff_cache",
    "__pycache__",
)


def found() -> list[Mutant]:
    """Return all mutants of the project, in the order of their places."""
    only = os.environ.get("MUTANTS_ONLY", "")
    paths = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)
    named = [(str(path.relative_to(ROOT)), path.read_text()) for path in paths]
    return [mutant for name, text in named if name.startswith(only) for mutant in mutants(name, text)]


def room_tests(path: str) -> list[str]:
    """Return the tests that stand where the module stands: those of the nearest folder that has any."""
    folder = Path("tests") / Path(path).parent
    while len(folder.parts) > 2 and not list((ROOT / folder).glob("test_*.py")):
        folder = folder.parent
    return [str(folder)] if list((ROOT / folder).rglob("test_*.py")) else []


def rounds(path: str) -> list[list[str]]:
    """Return the tests to ask about a module: its room's first, but those of a whole app, which are many, last."""
    room = room_tests(path)
    both = [list(WALKS), room] if room and len(Path(room[0]).parts) == 2 else [room, list(WALKS)]
    return [tests for tests in both if tests]


def copy_of_project(folder: Path) -> Path:
    """Return a copy in which checks may be taken away."""
    copy = folder / "project"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*_LEFT_OUT), symlinks=True)
    for shared in (".venv", "node_modules"):
        (copy / shared).symlink_to(ROOT / shared)
    # Those of the project may be of an earlier text.
    subprocess.run([sys.executable, "-m", "portal.messages", "compile"], cwd=copy, check=True)
    return copy


def fails(copy: Path, tests: list[str], patience: int | None = None) -> bool:
    """Say whether a test fails in the copy; subprocess.TimeoutExpired after so many seconds."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    return subprocess.run(command, cwd=copy, capture_output=True, timeout=patience, check=False).returncode != 0


def is_noticed(copy: Path, tests: list[str]) -> bool:
    """Say whether a test fails in the copy, or hangs."""
    try:
        return fails(copy, tests, PATIENCE)
    except subprocess.TimeoutExpired:
        return True


def tried(copies: Queue[Path], mutant: Mutant) -> bool:
    """Say whether a test notices that the check is gone."""
    copy = copies.get()
    path = copy / mutant.path
    before = path.read_text()
    try:
        path.write_text(mutant.text)
        noticed = any(is_noticed(copy, tests) for tests in rounds(mutant.path))
    finally:
        path.write_text(before)
        copies.put(copy)
    print(f"{'noticed ' if noticed else 'SURVIVED'} {mutant.path}:{mutant.line} {mutant.check}", flush=True)
    return noticed


def main() -> int:
    """Try all; return 1 when fewer than 95 of 100 were noticed, or when the tests fail with every check in place."""
    with tempfile.TemporaryDirectory() as folder:
        copies: Queue[Path] = Queue()
        for number in range(AT_ONCE):
            copies.put(copy_of_project(Path(folder) / str(number)))
        every = found()
        whole = copies.get()
        rooms = sorted({test for mutant in every for test in room_tests(mutant.path)})
        if fails(whole, [*rooms, *WALKS]):
            print("The tests fail with every check in place: what they notice says nothing.")
            return 1
        copies.put(whole)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            results = list(pool.map(lambda mutant: tried(copies, mutant), every))
    share = sum(results) / len(results)
    print(f"\n{sum(results)} of {len(results)} noticed ({share:.0%}; aim: at least 95%)")
    return 0 if share >= 0.95 else 1


if __name__ == "__main__":
    sys.exit(main())

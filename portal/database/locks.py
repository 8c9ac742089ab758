"""Advisory file locks (flock): the kernel drops them however a process ends, so they never go stale."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def open_private(path: Path, flags: int = os.O_RDWR) -> int:
    """Return a descriptor of a file, made for its owner only if missing; executed programs do not inherit it."""
    descriptor = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    if os.geteuid() == 0:  # under sudo in somebody's checkout: the file must stay usable to that somebody
        os.fchown(descriptor, path.parent.stat().st_uid, -1)
    return descriptor


def try_exclusive(descriptor: int) -> bool:
    """Take the lock alone if nobody has it; say whether that succeeded."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_exclusive(descriptor: int, seconds: float) -> bool:
    """Try for so many seconds to take the lock alone; say whether that succeeded."""
    deadline = time.monotonic() + seconds
    while not try_exclusive(descriptor):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def share(descriptor: int) -> None:
    """Take the lock together with others; waits while somebody has it alone."""
    fcntl.flock(descriptor, fcntl.LOCK_SH)


def release(descriptor: int) -> None:
    """Let go of the lock; the descriptor stays open."""
    fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextmanager
def exclusive(path: Path) -> Iterator[int]:
    """Hold the lock alone for the length of a block; waits for it and gives its descriptor.

    The descriptor is closed, not unlocked, at the end: a child that inherited it keeps the lock.
    """
    descriptor = open_private(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def is_held(path: Path, by: int = fcntl.LOCK_EX) -> bool:
    """Say whether any process holds the lock: alone, or (with LOCK_SH) at all; a missing file is held by nobody."""
    if not path.exists():
        return False
    descriptor = open_private(path)
    try:
        # What conflicts with a lock held alone is even a shared one, which lets several ask at the same moment.
        fcntl.flock(descriptor, (fcntl.LOCK_SH if by == fcntl.LOCK_EX else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def same_file(descriptor: int, path: Path) -> bool:
    """Say whether the path still leads to the file that was opened (and not to nothing or to a later one)."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False

"""Child processes that do not outlive the process that started them."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def end_with_parent(signum: signal.Signals) -> Callable[[], None]:
    """Return a `preexec_fn` that makes Linux send `signum` to the child when this process dies (elsewhere: nothing).

    To be called in the parent, from the thread that starts the child: the kernel watches that thread.
    """
    if sys.platform != "linux":
        return _nothing
    # Loaded before the fork: between fork and exec a child should do as little as possible.
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask_the_kernel() -> None:
        prctl(_PR_SET_PDEATHSIG, int(signum))
        if os.getppid() != parent:  # it died between the fork and the line above
            os._exit(1)

    return ask_the_kernel


def _nothing() -> None:
    """Stand in where the kernel offers no such service."""

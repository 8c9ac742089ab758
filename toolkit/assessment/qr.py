"""QR codes as SVG of our own: no script, no style, and dark on light whatever the colours around. A pure core."""

from __future__ import annotations

from dataclasses import dataclass

import segno

# What readers need around the code, in modules.
QUIET = 4


@dataclass(frozen=True)
class QR:
    """A code to draw: `path` within a square of `size` modules, and the address that it holds."""

    address: str
    size: int
    path: str


def qr_of(address: str) -> QR:
    """Return the code of an address, readable also where a quarter of it is stained or folded."""
    code = segno.make(address, error="q", micro=False, boost_error=False)
    rows = [bytes(row) for row in code.matrix]
    return QR(address, len(rows) + 2 * QUIET, "".join(run for y, row in enumerate(rows) for run in _runs(row, y)))


def _runs(row: bytes, y: int) -> list[str]:
    """Return a row's dark modules as rectangles, each run of them as one."""
    runs, start = [], None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append(f"M{start + QUIET} {y + QUIET}h{x - start}v1h-{x - start}z")
            start = None
    return runs

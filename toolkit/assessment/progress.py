"""How far somebody has come, as cloth: a thread is thin until its screen is answered, and then it is laid in.

A pure core. The fields run across, the values up through them, as in the model (handbook, figure 5, p. 23); the ladder,
the thickness and the open question are stitches along the selvedge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cases.codes import FIELDS, VALUES
from toolkit.assessment.steps import Step

WIDTH, HEIGHT = 132, 78
_LEFT, _ROW, _COLUMN = 16, 10, 28
_COLUMNS = tuple(VALUES)


@dataclass(frozen=True)
class Line:
    """One line of the cloth; `thread` names the screen, `look` how it is drawn, `path` is data of an SVG path."""

    thread: str
    look: str
    path: str
    laid: bool


def progress_cloth(steps: Sequence[Step]) -> list[Line]:
    """Return the lines of the cloth from back to front."""
    laid = {step.thread for step in steps if step.is_answered}
    threads = {step.thread for step in steps}
    lines = [("warp", code, f"M{_x(code)} 2V{HEIGHT - 2}") for code in VALUES]
    lines += [("weft", code, f"M{_LEFT} {_y(row)}H{WIDTH - 2}") for row, code in enumerate(FIELDS)]
    lines += [("warp", code, _over(code)) for code in VALUES]
    lines += [("stitch", code, f"M3 {y}h7") for code, y in (("ladder", 18), ("thickness", 38), ("open", 58))]
    return [Line(code, f"{look} thread-{code}", path, code in laid) for look, code, path in lines if code in threads]


def _x(value: str) -> int:
    return _LEFT + 16 + _COLUMN * _COLUMNS.index(value)


def _y(row: int) -> int:
    return 9 + _ROW * row


def _over(value: str) -> str:
    """Return where a warp passes over the wefts: over every second, and its neighbour over the others."""
    column = _COLUMNS.index(value)
    rows = (row for row in range(len(FIELDS)) if (row + column) % 2)
    return "".join(f"M{_x(value)} {_y(row) - 5}v10" for row in rows)

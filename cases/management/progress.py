"""Says how far a long command has come, at most once for each tenth of the way."""

from __future__ import annotations

from typing import Any


class Progress:
    """Writes `Importing: 300 of 1000` to a stream."""

    def __init__(self, stream: Any, doing: str) -> None:
        self.stream = stream
        self.doing = doing
        self._tenths = -1

    def tell(self, done: int, total: int) -> None:
        """Say it when another tenth is done; small jobs are silent until the end."""
        tenths = done * 10 // total if total else 10
        if tenths > self._tenths and total >= 10:
            self._tenths = tenths
            self.stream.write(f"{self.doing}: {done}/{total}")

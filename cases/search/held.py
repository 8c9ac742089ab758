"""Which rows have which codes, as bits and as lists, so that either can be counted: by code or by row. A pure core."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

# With fewer hits than one of so many rows, it is quicker to go through the hits' own codes than through all bits.
_FEW = 24


class Held:
    """The codes of all rows, both by number."""

    def __init__(self, codes: Sequence[Sequence[int]], count: int) -> None:
        """Note for each row the numbers of its codes, of which there are `count`."""
        self.rows, self.count = len(codes), count
        lengths = np.fromiter(map(len, codes), np.int64, len(codes))
        self._starts = np.concatenate(([0], np.cumsum(lengths)))
        self._codes = np.fromiter(chain.from_iterable(codes), np.int32, int(self._starts[-1]))
        # Eight rows in a byte, and a whole number of eight bytes for each code.
        words = (self.rows + 63) // 64
        self._bits = np.zeros((count, words), np.uint64)
        octets = self._bits.view(np.uint8)
        of_row = np.repeat(np.arange(self.rows), lengths)
        order = np.argsort(self._codes, kind="stable")
        ends = np.searchsorted(self._codes[order], np.arange(count + 1))
        for code in range(count):
            having = np.zeros(words * 64, bool)
            having[of_row[order[ends[code] : ends[code + 1]]]] = True
            octets[code] = np.packbits(having)

    def having(self, codes: Sequence[int]) -> np.ndarray:
        """Return which rows have any of some codes."""
        if not codes:
            return np.zeros(self.rows, bool)
        bits = np.bitwise_or.reduce(self._bits[list(codes)], axis=0)
        return np.unpackbits(bits.view(np.uint8), count=self.rows).astype(bool)

    def tally(self, mask: np.ndarray) -> np.ndarray:
        """Return how many of some rows have each code."""
        if np.count_nonzero(mask) * _FEW < self.rows:
            return self._tally_of(np.flatnonzero(mask))
        packed = np.zeros(self._bits.shape[1] * 8, np.uint8)
        some = np.packbits(mask)
        packed[: len(some)] = some
        return np.bitwise_count(self._bits & packed.view(np.uint64)).sum(axis=1, dtype=np.int64)

    def _tally_of(self, rows: np.ndarray) -> np.ndarray:
        first, lengths = self._starts[rows], self._starts[rows + 1] - self._starts[rows]
        # The places of all their codes: each row's run on from where it starts.
        runs = np.arange(lengths.sum()) + np.repeat(first - (np.cumsum(lengths) - lengths), lengths)
        return np.bincount(self._codes[runs], minlength=self.count)

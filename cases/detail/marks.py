"""A small mark for each sector, drawn in a box of 16 x 16. It stands beside the sector's name and never for it."""

from __future__ import annotations

from typing import Final

SECTOR_MARKS: Final = {
    # A shield; with a bar for the county.
    "municipality": "M2 1h12v7q0 5-6 7q-6-2-6-7z",
    "county": "M2 1h12v3H2zM2 6h12v2q0 5-6 7q-6-2-6-7z",
    # Two halves that meet.
    "nav": "M7 1v14a7 7 0 0 1 0-14zM9 1a7 7 0 0 1 0 14z",
    # A house with columns.
    "state": "M8 1l7 4v1H1V5zM2 7h2v5H2zM7 7h2v5H7zM12 7h2v5h-2zM1 13h14v2H1z",
    # A bag.
    "business": "M5 2h6v2h4v4H1V4h4zM7 3.5V4h2v-.5zM1 9h5v2h4V9h5v5H1z",
    # A sprout.
    "social_entrepreneur": "M7 15V9Q1 9 1 3q6 0 7 4 1-5 7-5 0 6-6 6v7z",
    # A heart.
    "voluntary": "M8 15L2 8.5a4 4 0 0 1 6-5.5a4 4 0 0 1 6 5.5z",
    # Two people.
    "citizens": (
        "M5 2a2.5 2.5 0 1 1 0 5a2.5 2.5 0 1 1 0-5zM11 2a2.5 2.5 0 1 1 0 5a2.5 2.5 0 1 1 0-5z"
        "M1 14q0-6 4-6q2 0 3 2q1-2 3-2q4 0 4 6z"
    ),
    # A flask.
    "research": "M5 1h6v2h-1v3l5 8q0 1-1 1H2q-1 0-1-1l5-8V3H5z",
    # A coin.
    "foundation": "M8 1a7 7 0 1 1 0 14a7 7 0 1 1 0-14zM5.5 7v2h5V7z",
}

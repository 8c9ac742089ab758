"""How many and how long: limits that the editor's form and the case record have in common."""

from __future__ import annotations

from typing import Final

MIN_PICTURES: Final = 2
MAX_PICTURES: Final = 12
MAX_FIGURES: Final = 6
MIN_EVENTS: Final = 2
MAX_EVENTS: Final = 20
# Characters of a video's address, and of what is shown and said in it.
MAX_ADDRESS: Final = 500
MAX_TRANSCRIPT: Final = 20_000

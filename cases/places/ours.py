"""The municipality that readers say is theirs, and which are like it: what the list marks, and shows first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cases.lookup import remembered_gazetteer
from cases.places.addresses import municipalities_meant
from cases.places.atlas import Atlas, Spot
from cases.places.likeness import Likes, likes_of
from cases.places.presentation import sought
from cases.places.wording import joined, spot_in_words


@dataclass(frozen=True)
class Ours:
    """What was written, the municipality that it means, who is like it, and what is wrong where it means none."""

    written: str = ""
    spot: Spot | None = None
    likes: Likes = field(default_factory=lambda: Likes((), alike=False))
    trouble: str = ""

    @property
    def first(self) -> tuple[str, ...]:
        """Return the numbers of the municipalities whose cases come first: their own, and those like it."""
        return (self.spot.number, *(spot.number for spot in self.likes.spots)) if self.spot else ()

    def mark(self, numbers: Iterable[str]) -> str:
        """Return what is said of a case from some municipalities, empty where none of them is like ours."""
        if self.spot is None or not {spot.number for spot in self.likes.spots}.intersection(numbers):
            return ""
        if self.likes.alike:
            return _("From a municipality like %(name)s") % {"name": self.spot.name}
        return _("From one of the municipalities nearest to %(name)s in size") % {"name": self.spot.name}


def ours_of(text: str, norway: Atlas) -> Ours:
    """Return which municipality a number or name means, old ones too, and who is like it."""
    written = sought(text)
    if not written:
        return Ours()
    found = norway.some({place.number for place in municipalities_meant(written, remembered_gazetteer())})
    if not found:
        return Ours(written, trouble=_("No municipality has the number or name %(value)s.") % {"value": written})
    if len(found) > 1:
        names = {"old": written, "new": joined([f"{spot_in_words(spot)} ({spot.number})" for spot in found])}
        return Ours(written, trouble=_("%(old)s means several municipalities today: %(new)s.") % names)
    return Ours(found[0].name, found[0], likes_of(found[0], norway.spots))

"""The handbook's figures, drawn anew: each by its code, with the words of the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import ConceptKind
from cases.models import Vocabulary
from cases.presentation import all_threads
from home.figures import crossings, places, rings, scales
from home.figures.drawing import Figure, Word

FIGURES: Final = {
    "model": gettext_lazy("The model (figure 5)"),
    "ladder": gettext_lazy("The ladder"),
    "thin_thick": gettext_lazy("From thin to thick (figure 1)"),
    "plan_produce": gettext_lazy("Who plans and who produces (figure 2)"),
    "talk_act": gettext_lazy("Talk and action (figure 3)"),
    "circle": gettext_lazy("The circle (figure 4)"),
    "rooms": gettext_lazy("Four mental rooms (figure 6)"),
    "anchor": gettext_lazy("Anchor and moorings"),
    "levels": gettext_lazy("Levels of impact (figure 7)"),
    "sroi": gettext_lazy("Two tracks of SROI (figure 9)"),
}
_WITH_WORDS_OF_THEIR_OWN: Final[dict[str, Callable[[], Figure]]] = {
    "talk_act": rings.talk_act,
    "circle": rings.circle,
    "rooms": places.rooms,
    "anchor": places.anchor,
    "levels": scales.levels,
    "sroi": places.sroi,
}


def figure_of(code: str, vocabulary: Vocabulary, here: str = "") -> Figure | None:
    """Return a figure in the active language, None for an unknown code; `here` is the code of a step to mark."""
    if code in _WITH_WORDS_OF_THEIR_OWN:
        return _WITH_WORDS_OF_THEIR_OWN[code]()
    if code == "model":
        return _model(vocabulary)
    if code == "plan_produce":
        return crossings.plan_produce(
            {term.code: Word(term.name, term.short) for term in vocabulary.terms(ConceptKind.CELL)}
        )
    kinds = {"ladder": ConceptKind.LADDER_STEP, "thin_thick": ConceptKind.THICKNESS}
    if code not in kinds:
        return None
    terms = vocabulary.terms(kinds[code])
    words = [Word(term.name, term.short, term.url) for term in terms]
    place = next((n for n, term in enumerate(terms) if term.code == here), None)
    return (scales.ladder if code == "ladder" else scales.thin_thick)(words, place)


def _model(vocabulary: Vocabulary) -> Figure:
    columns, rows = (all_threads(vocabulary, kind) for kind in (ConceptKind.VALUE, ConceptKind.FIELD))
    return Figure(
        code="model",
        title=_("The model: seven action fields and four values"),
        source=_("Drawn anew after figure 5 in the handbook, p. 23"),
        words=[Word(thread.term.name, thread.term.short, thread.term.url) for thread in (*columns, *rows)],
        columns=[*columns],
        rows=[*rows],
    )

"""What a result says in sentences: who sees more of what than whom, where people are divided, and what is low."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from toolkit.assessment.codes import PartnerGroup
from toolkit.charts.shares import decimal_in_words, percent_in_words, whole_percents

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

    from toolkit.assessment.results import ConceptResult, Standing
    from toolkit.assessment.scoring import Distribution

_IN_SENTENCE: dict[str, StrPromise] = {
    PartnerGroup.MUNICIPALITY: pgettext_lazy("in a sentence", "the municipality"),
    PartnerGroup.CITIZENS: pgettext_lazy("in a sentence", "users and citizens"),
    PartnerGroup.VOLUNTARY: pgettext_lazy("in a sentence", "voluntary organisations"),
    PartnerGroup.BUSINESS: pgettext_lazy("in a sentence", "businesses"),
    PartnerGroup.SOCIAL_ENTREPRENEUR: pgettext_lazy("in a sentence", "social entrepreneurs"),
    PartnerGroup.NAV: pgettext_lazy("in a sentence", "NAV"),
    PartnerGroup.RESEARCH: pgettext_lazy("in a sentence", "researchers"),
    PartnerGroup.OTHER: pgettext_lazy("in a sentence", "the others"),
}
# Those of whom English says "sees".
_ONE = frozenset({PartnerGroup.MUNICIPALITY, PartnerGroup.NAV})
_MORE: dict[str, StrPromise] = {
    "openness": pgettext_lazy("somebody sees", "more openness"),
    "democracy": pgettext_lazy("somebody sees", "more democracy"),
    "creativity": pgettext_lazy("somebody sees", "more creativity"),
    "leadership": pgettext_lazy("somebody sees", "better leadership"),
    "equality": pgettext_lazy("somebody sees", "a more equal partnership"),
    "shared_goals": pgettext_lazy("somebody sees", "clearer shared goals"),
    "communication": pgettext_lazy("somebody sees", "better communication"),
    "anchoring": pgettext_lazy("somebody sees", "firmer anchoring"),
    "facilitation": pgettext_lazy("somebody sees", "better facilitation"),
    "resource_focus": pgettext_lazy("somebody sees", "more focus on resources"),
    "complementary_competence": pgettext_lazy("somebody sees", "more use of each other's competence"),
}


# In place of numbers: by `Standing`, two words that tell nothing else.
_NOT_SHOWN: dict[str, StrPromise] = {
    "hidden": pgettext_lazy("a group's numbers", "Not shown, to shield small groups"),
    "empty": pgettext_lazy("a group's numbers", "Nobody has answered"),
}


def not_shown(standing: Standing) -> str:
    """Return why there are no numbers of a group; of one that is shown, too few have answered the one thing."""
    return str(_NOT_SHOWN.get(standing, _NOT_SHOWN["hidden"]))


def group_in_sentence(code: str) -> str:
    """Return a partner group as it stands within a sentence."""
    return str(_IN_SENTENCE[code])


def gap_in_words(concept: ConceptResult) -> str:
    """Return who sees more of a concept than whom: "The municipality sees more openness than users and citizens do"."""
    if concept.gap is None:
        return ""
    told = {
        "higher": capfirst(group_in_sentence(concept.gap.higher)),
        "more": _MORE[concept.term.code],
        "lower": group_in_sentence(concept.gap.lower),
    }
    if concept.gap.higher in _ONE:
        return _("%(higher)s sees %(more)s than %(lower)s.") % told
    return _("%(higher)s see %(more)s than %(lower)s.") % told


def distance_in_words(concept: ConceptResult) -> str:
    """Return how far apart the two groups are."""
    if concept.gap is None:
        return ""
    return _("They are %(points)s points apart on the scale from 1 to 5.") % {
        "points": decimal_in_words(concept.gap.size)
    }


def shares_in_words(whole: Distribution) -> str:
    """Return how much of the answers says that it goes well, and how much that it does not."""
    low, _between, well = thirds(whole)
    shares = {"well": percent_in_words(well), "low": percent_in_words(low)}
    return (
        _("%(well)s of the answers say that it goes well, %(low)s that it does not, and the rest is in between.")
        % shares
    )


def thirds(whole: Distribution) -> tuple[int, int, int]:
    """Return per cent of answers that say it goes badly, are in between, and say it goes well."""
    first, second, between, fourth, fifth = whole.counts
    low, middle, well = whole_percents([first + second, between, fourth + fifth])
    return low, middle, well

"""What the answers are called, and who sees them: the words of forms, results and files alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toolkit.assessment.codes import UNSURE, SeenBy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

AGREEMENT_NAMES: Final[Mapping[str, StrPromise]] = {
    "1": pgettext_lazy("agreement", "Strongly disagree"),
    "2": pgettext_lazy("agreement", "Partly disagree"),
    "3": pgettext_lazy("agreement", "Neither agree nor disagree"),
    "4": pgettext_lazy("agreement", "Partly agree"),
    "5": pgettext_lazy("agreement", "Strongly agree"),
    UNSURE: pgettext_lazy("agreement", "Don’t know"),
}

# Told before the first question.
SEEN_BY_IN_WORDS: Final[Mapping[str, StrPromise]] = {
    SeenBy.TEAM: _("The team that asks sees the result."),
    SeenBy.PARTICIPANTS: _("The team that asks, and all who answer, see the result."),
    SeenBy.PUBLIC: _(
        "The team that asks, and all who answer, see the result. The team may also show it to everybody, together with "
        "the case that it is about. What is written in one’s own words is never shown to everybody."
    ),
}

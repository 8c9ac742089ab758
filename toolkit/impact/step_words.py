"""What each step is for, in plain words: why one does it, and what to think of (handbook pp. 48-51)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from toolkit.impact.codes import Step


@dataclass(frozen=True)
class About:
    """Why a step is there, what to think of, and the pages of the handbook."""

    why: Any
    advice: Any
    pages: str = "51"


ABOUT: Final[Mapping[Step, About]] = {
    Step.PROBLEM: About(
        _("What is it that you want to do something about? All that comes later is held up against this."),
        _(
            "Write about the people and what is difficult for them, not about what you do. Say where you know it from: "
            "figures, research, or what those concerned have told you."
        ),
    ),
    Step.GOALS: About(
        _("What would be different if you succeed? A goal shows the direction; the figures come later."),
        _("One to three goals are enough. They may change on the way; then write why, and the old ones are kept."),
        "47, 51",
    ),
    Step.GROUPS: About(
        _("Whom is it for? What helps one group need not help another, so they are measured each by itself."),
        _("Ask those concerned what they need, and how they would notice that things get better."),
        "48, 51",
    ),
    Step.THEORY: About(
        _("How does what you do lead to what you want? Written down, you can see where you know and where you hope."),
        _(
            "Begin with what you do, or with what you want to reach, and ask “and then what?” or “how?”. The further "
            "from the effort, the more others contribute, and the more it has to rest on research."
        ),
        "49–51",
    ),
    Step.INDICATORS: About(
        _("An indicator is what you look at to know whether it helps."),
        _(
            "Look for indicators that others use already, and choose on several levels: what you do, what changes for "
            "people, and what it leads to in the long run. Few that are measured are better than many that are not."
        ),
        "48–50",
    ),
    Step.METHODS: About(
        _("How, how often and by whom is it measured? Only then can two measurements be compared."),
        _("Use what is counted already before you ask people for more. Figures and stories tell different things."),
        "49, 51",
    ),
    Step.TARGETS: About(
        _("What is good enough, and by when? It is easier to agree on it before you see the result."),
        _("A target may be changed when you know more. Write why: the old one is kept."),
        "47, 51",
    ),
    Step.BASELINE: About(
        _("How is it before you begin? Without a baseline, nobody can see what has changed."),
        _("You have begun already? Look for figures from before, or say why there are none. It stops nothing."),
    ),
    Step.MEASUREMENTS: About(
        _("What do you see as time goes? Measure the same way each time."),
        _("A gap stops nothing: write down what you have, with the date that it is from."),
    ),
    Step.EVALUATION: About(
        _("What have you learnt, and what do you change? This is what the figures are for."),
        _("Look at the figures together with those concerned. Afterwards the plan goes on in a new version."),
        "47, 51",
    ),
}

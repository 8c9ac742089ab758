"""Where a reader goes from a case: what to do next, and the concepts that it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.codes import ConceptKind
from cases.models import CasePage, Vocabulary
from cases.models.vocabulary import Term

_MOST_THEMES = 2


@dataclass(frozen=True)
class NextStep:
    """Something to do: what, a sentence of why, and where. `prints` is done by a button, where a script runs."""

    heading: str
    why: str
    url: str
    prints: bool = False


@dataclass(frozen=True)
class Related:
    """Concepts of one kind, each with its name, its address, and its code for the look of its thread."""

    label: str
    items: list[tuple[str, str, str]]


# Other apps say what else can be done from a case; `url` as in NextStep.
StepMaker = Callable[[CasePage], NextStep]
_makers: dict[str, StepMaker] = {}


def register(name: str, maker: StepMaker) -> None:
    """Have a maker asked for each case page; called by apps when they are ready."""
    _makers[name] = maker


def related_concepts(
    page: CasePage, vocabulary: Vocabulary, values: Iterable[Term], fields: Iterable[Term]
) -> list[Related]:
    """Return what the case shows, each leading to its page, or to the cases that share it."""
    step = vocabulary.term(ConceptKind.LADDER_STEP, page.ladder_step)
    position = vocabulary.term(ConceptKind.THICKNESS, page.thickness)
    roles = vocabulary.some(ConceptKind.CITIZEN_ROLE, page.citizen_roles)
    lots = [
        Related(_("Values"), _with_pages(values)),
        Related(_("Action fields"), _with_pages(fields)),
        Related(_("Step of the ladder"), _with_pages([step] if step else [])),
        Related(_("Thin or thick co-creation"), _as_filter([position] if position else [], "thickness")),
        Related(_("Themes"), _as_filter(vocabulary.some(ConceptKind.THEME, page.themes), "theme")),
        Related(_("For whom"), _as_filter(vocabulary.some(ConceptKind.TARGET_GROUP, page.target_groups), "group")),
        Related(_("Citizens' roles"), _as_filter(roles, "role")),
    ]
    return [lot for lot in lots if lot.items]


def next_steps(page: CasePage, vocabulary: Vocabulary, mail: str) -> list[NextStep]:
    """Return what the reader can do now; nothing that the portal cannot do yet."""
    return [
        *_asking(mail),
        *_more_like_it(page, vocabulary),
        *_about_the_step(vocabulary.term(ConceptKind.LADDER_STEP, page.ladder_step)),
        *(maker(page) for maker in _makers.values()),
        NextStep(
            _("Bring it to a workshop"),
            _("Print the case, read it together, and ask: what of this could we do here?"),
            "",
            prints=True,
        ),
    ]


def _asking(mail: str) -> list[NextStep]:
    if not mail:
        return []
    return [NextStep(_("Ask those who did it"), _("They have agreed to be asked. Write what you wonder about."), mail)]


def _more_like_it(page: CasePage, vocabulary: Vocabulary) -> list[NextStep]:
    return [
        NextStep(
            _("More cases on “%(theme)s”") % {"theme": theme.name},
            _("See what others have done about the same theme."),
            f"?theme={theme.code}",
        )
        for theme in vocabulary.some(ConceptKind.THEME, page.themes)[:_MOST_THEMES]
    ]


def _about_the_step(step: Term | None) -> list[NextStep]:
    if not step:
        return []
    return [
        NextStep(_("Read about the step “%(step)s”") % {"step": step.name}, step.short, step.url),
        NextStep(
            _("More cases at the same step"),
            _("The ladder shows how far a municipality has come with co-creation."),
            f"?step={step.code}",
        ),
    ]


def _with_pages(terms: Iterable[Term]) -> list[tuple[str, str, str]]:
    return [(term.name, term.url, term.code) for term in terms]


def _as_filter(terms: Iterable[Term], parameter: str) -> list[tuple[str, str, str]]:
    return [(term.name, f"?{parameter}={term.code}", "") for term in terms]

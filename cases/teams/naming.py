"""What a team is called: by its case, in the reader's language or the next best, else by its working name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from cases.editorial.case_list import standing_of
from cases.models import CasePage, Team
from cases.models.querysets import CasePageQuerySet
from cases.models.vocabulary import reading_order


@dataclass(frozen=True)
class TeamCase:
    """A team's case as its members see it: title, where it stands in words, and its address where it is published."""

    title: str
    language: str
    standing: str
    url: str


def cases_of(teams: Iterable[Team], language: str) -> dict[UUID, TeamCase]:
    """Return the cases of some teams by id, drafts too, each in the reader's language or the next best."""
    ids = [team.case_id for team in teams if team.case_id]
    order = reading_order(language)
    # A published text first: a draft in one's own language is not what others read.
    pages = _with_standing(CasePage.objects.filter(translation_key__in=ids)) if ids else ()
    ranked = sorted(pages, key=lambda page: (not page.live, order.index(page.locale.language_code)), reverse=True)
    return {page.translation_key: _as_case(page) for page in ranked}


def _with_standing(pages: CasePageQuerySet) -> CasePageQuerySet:
    """Fetch what says where the pages stand, in a few queries for all of them."""
    return pages.select_related("locale").prefetch_workflow_states().annotate_approved_schedule()


def _as_case(page: CasePage) -> TeamCase:
    return TeamCase(page.title, page.locale.language_code, standing_of(page), page.get_url() or "" if page.live else "")


def case_of(team: Team, cases: dict[UUID, TeamCase]) -> TeamCase | None:
    """Return a team's case, among those at hand."""
    return cases.get(team.case_id) if team.case_id else None


def called(team: Team, cases: dict[UUID, TeamCase]) -> str:
    """Return a team's name, where its case is at hand."""
    case = case_of(team, cases)
    return case.title if case else team.name or _("Team without a name")


def name_in(team: Team, language: str) -> str:
    """Return a team's name for a reader of a language."""
    if not team.case_id:
        return called(team, {})
    order = reading_order(language)
    # As above, without where the pages stand: that takes another query.
    texts = CasePage.objects.filter(translation_key=team.case_id).values_list("live", "locale__language_code", "title")
    ranked = sorted(texts, key=lambda text: (not text[0], order.index(text[1])))
    return ranked[0][2] if ranked else called(team, {})

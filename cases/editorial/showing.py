"""How what the tools show with a case gets on its page: as a new version of the case, by review like any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.locks import BasicLock
from wagtail.models import Page, PageLogEntry, Revision, WorkflowState

from cases.codes import LOCALES
from cases.editorial.approval import follow_edit
from cases.editorial.substance import same_substance
from cases.editorial.versions import SHOWN_ACTION
from cases.models import CasePage
from cases.models.review import ReviewTaskState
from cases.services import keep_live_text
from cases.shown_with import Shown, entries, replaced


class CannotBeShownError(Exception):
    """The choice cannot be put into the case now; the text says why and what to do, in the reader's language."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Outcome(StrEnum):
    """What became of a choice."""

    SENT = "sent"
    """It is in review: alone, or with a text that was in review already, whose review begins anew."""
    IN_DRAFT = "in_draft"
    """It waits in somebody's unfinished draft, and goes to review with it."""
    TAKEN_BACK = "taken_back"
    """What waited is taken back; the page stays as readers see it."""
    UNCHANGED = "unchanged"
    """It was so already."""


@dataclass(frozen=True)
class Standing:
    """Where a thing stands: what readers see of it and since when, what waits, and how it waits.

    `is_in_review` at `step`; `comment` is what a reviewer asks for who has sent it back.
    """

    live: Shown | None = None
    since: datetime | None = None
    newest: Shown | None = None
    is_in_review: bool = False
    step: str = ""
    comment: str = ""
    is_published: bool = False

    @property
    def waits(self) -> bool:
        """Say whether something else waits than what readers see."""
        return self.live != self.newest


def page_with_facts(case_id: UUID | None) -> CasePage | None:
    """Return the page whose facts the translations of a case share: one that is live before a draft."""
    pages = _pages_without_live_source(case_id)
    return pages[0] if pages else None


def _pages_without_live_source(case_id: UUID | None) -> list[CasePage]:
    if case_id is None:
        return []
    pages = CasePage.objects.filter(translation_key=case_id, alias_of=None).select_related("locale")
    live = {page.locale.language_code for page in pages if page.live}
    own = [page for page in pages if page.translated_from not in live]
    return sorted(own, key=lambda p: (not p.live, bool(p.translated_from), LOCALES.index(p.locale.language_code), p.pk))


@transaction.atomic
def show_with_case(*, case_id: UUID | None, thing: Shown, show: Shown | None, user: Any) -> Outcome:
    """Show a thing with a case, or no longer, once it is approved; CannotBeShownError where it has to wait.

    Whether the user may do so is the caller's to ask. Whoever sends it, wrote it, and does not approve it.
    """
    pages = _pages_without_live_source(case_id)
    if not pages:
        raise CannotBeShownError(_("The case is not in the library any more."))
    # Drafts from which readers already have a translation hand their facts on once they are published.
    for draft in pages[1:]:
        if not draft.live:
            _put(_locked(draft, user), thing, show, user)
    page = _locked(pages[0], user)
    is_others_draft = _is_others_draft(page)
    if _put(page, thing, show, user) is None:
        return Outcome.UNCHANGED
    page = CasePage.objects.get(pk=page.pk)
    if page.live and _is_as_live(page):
        _take_back(page, user)
        return Outcome.TAKEN_BACK
    if follow_edit(page, user=user):
        return Outcome.SENT
    if is_others_draft or not page.live:
        return Outcome.IN_DRAFT
    _send(page, user)
    return Outcome.SENT


def _locked(page: CasePage, user: Any) -> CasePage:
    """Return the page as it is now, kept from all others; CannotBeShownError where nobody else may write now."""
    Page.objects.select_for_update(of=("self",)).filter(pk=page.pk).values_list("pk").first()
    page = CasePage.objects.select_related("locale").get(pk=page.pk)
    lock = page.get_lock()
    if isinstance(lock, BasicLock) and lock.for_user(user):
        raise CannotBeShownError(_("An editor has locked the case. Try again later, or write to us."))
    if planned := page.scheduled_revision:
        moment = date_format(planned.approved_go_live_at, "DATETIME_FORMAT")
        raise CannotBeShownError(
            _("A new version of the case is going to be published on %(moment)s. Try again after that.")
            % {"moment": moment}
        )
    return page


def _put(page: CasePage, thing: Shown, show: Shown | None, user: Any) -> Revision | None:
    """Save a version with the choice; None where the newest version has it already."""
    newest = page.get_latest_revision_as_object()
    kept = replaced(newest.shown_with, thing, by=show)
    if _as_set(kept) == _as_set(newest.shown_with):
        return None
    newest.shown_with = kept
    revision = newest.save_revision(user=user, log_action=SHOWN_ACTION, clean=False)
    keep_live_text(CasePage.objects.get(pk=page.pk), revision)
    return revision


def _is_others_draft(page: CasePage) -> bool:
    """Say whether more waits to be published than what tools show."""
    if not page.has_unpublished_changes or page.latest_revision is None:
        return False
    live = page.live_revision
    return live is None or not same_substance(_but_for_shown(live), _but_for_shown(page.latest_revision))


def _but_for_shown(revision: Revision) -> dict[str, Any]:
    return {name: value for name, value in revision.content.items() if name != "shown_with"}


def _is_as_live(page: CasePage) -> bool:
    return not _is_others_draft(page) and _as_set(page.shown_with) == _as_set(_newest(page))


def _newest(page: CasePage) -> Any:
    """Return what the newest version shows."""
    waits = page.has_unpublished_changes and page.latest_revision is not None
    return page.latest_revision.content.get("shown_with") if waits else page.shown_with


def _as_set(value: Any) -> set[Shown]:
    return set(entries(value))


def _take_back(page: CasePage, user: Any) -> None:
    if (review := page.current_workflow_state) is not None:
        review.cancel(user=user)
    CasePage.objects.filter(pk=page.pk).update(has_unpublished_changes=False)


def _send(page: CasePage, user: Any) -> None:
    """Send the newest version to review, or send it again when changes were asked for."""
    review = page.current_workflow_state
    if review is not None and review.status == WorkflowState.STATUS_NEEDS_CHANGES:
        review.resume(user)
        return
    workflow = page.get_workflow()
    if workflow is None:
        raise CannotBeShownError(_("Nobody reviews texts in this library yet. Write to us."))
    workflow.start(page, user)


def standing_of(case_id: UUID | None, key: str) -> Standing:
    """Return where a thing stands with a case, for those who chose it."""
    page = page_with_facts(case_id)
    if page is None:
        return Standing()
    live = _find(page.shown_with, key) if page.live else None
    newest = _find(_newest(page), key)
    review, state = page.current_workflow_state, page.current_workflow_task_state
    comment = ""
    if review is not None and review.status == WorkflowState.STATUS_NEEDS_CHANGES and review.current_task_state:
        comment = review.current_task_state.comment
    in_review = isinstance(state, ReviewTaskState)
    return Standing(
        live=live,
        since=_since(page, live) if live else None,
        newest=newest,
        is_in_review=in_review,
        step=state.task.name if in_review and state else "",
        comment=comment,
        is_published=page.live,
    )


def _find(value: Any, key: str) -> Shown | None:
    return next((entry for entry in entries(value) if entry.key == key), None)


def _since(page: CasePage, live: Shown) -> datetime | None:
    """Return when a version that shows the thing like this was published first."""
    versions = page.revisions.filter(content__shown_with__contains=[live.plain()])
    published = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish", revision__in=versions)
    return published.order_by("timestamp").values_list("timestamp", flat=True).first()

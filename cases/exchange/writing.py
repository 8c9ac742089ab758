"""Writes records that have been checked as pages, revisions and publications."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.exchange.attachments import Attachments
from cases.exchange.checks import links_of
from cases.exchange.filling import PageFiller
from cases.exchange.reading import Line, Problem
from cases.exchange.record import CaseRecord
from cases.exchange.standing import Identity, Standing, newest_versions, standing_cases
from cases.models import CaseIndexPage, CasePage
from cases.services import publish_at_once

Progress = Callable[[int, int], None]
_LINES_AT_A_TIME = 50


class NotWritableError(Exception):
    """A page refused what the checks had let through."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class CaseWriter:
    """Makes the pages of a file: bare ones for new cases that others link to, then all with what they tell."""

    def __init__(self, *, standing: Mapping[Identity, Standing], attachments: Attachments, user: Any = None) -> None:
        self.attachments = attachments
        self.user = user
        self._pages = {identity: there.pk for identity, there in standing.items()}
        self._indexes = {index.locale.language_code: index for index in CaseIndexPage.objects.select_related("locale")}

    def write(self, lines: list[Line], progress: Progress) -> dict[Identity, str]:
        """Write the lines, and return the fingerprints of what was written.

        `progress` is told how many are done, and of how many. NotWritableError when a page refuses its content.
        """
        linked = {case_id for line in lines for _key, case_id in links_of(line.record)}
        for line in lines:
            if line.identity not in self._pages and line.identity[0] in linked:
                self._pages[line.identity] = self._bare_page(line)
        filler = PageFiller(attachments=self.attachments, linked_cases=linked)
        digests: dict[Identity, str] = {}
        for start in range(0, len(lines), _LINES_AT_A_TIME):
            some = lines[start : start + _LINES_AT_A_TIME]
            for done, (page, line) in enumerate(self._opened(some), start=start + 1):
                filler.fill(page, line.record)
                self._save(page, line)
                progress(done, len(lines))
            written = standing_cases({line.record.id for line in some})
            digests |= {line.identity: written[line.identity].digest for line in some}
        return digests

    def _new_page(self, record: CaseRecord) -> CasePage:
        return CasePage(
            title=record.title,
            slug=record.slug,
            summary=record.summary,
            locale=self._indexes[record.locale].locale,
            translation_key=record.id,
            live=False,
            owner=self.user,
        )

    def _bare_page(self, line: Line) -> int:
        with _told_of(line):
            return self._indexes[line.record.locale].add_child(instance=self._new_page(line.record)).pk

    def _opened(self, lines: list[Line]) -> Iterator[tuple[CasePage, Line]]:
        """Yield the newest version of each line's page, or a new page, and the line."""
        known = [self._pages[line.identity] for line in lines if line.identity in self._pages]
        newest = {
            page.pk: page for page, _is_draft in newest_versions(CasePage.objects.filter(pk__in=known).for_record())
        }
        for line in lines:
            yield newest.get(self._pages.get(line.identity, 0)) or self._new_page(line.record), line

    def _save(self, page: CasePage, line: Line) -> None:
        moment = line.record.first_published_at
        # A copy that followed another page goes its own way from now on.
        page.alias_of = None
        with _told_of(line):
            if moment is None:
                self._keep_as_draft(page, line)
                return
            page.first_published_at, page.go_live_at = moment, None
            if page.expire_at and page.expire_at <= timezone.now():
                page.expire_at = None
            if page.has_unpublished_changes:
                page.save_revision(user=self.user).publish()
            else:
                publish_at_once(page, parent=self._indexes[line.record.locale], user=self.user)

    def _keep_as_draft(self, page: CasePage, line: Line) -> None:
        """Save the newest draft; a case that is live stays as readers see it until somebody publishes the draft."""
        is_new = page.pk is None
        if is_new:
            self._indexes[line.record.locale].add_child(instance=page)
        page.save_revision(user=self.user, log_action=not is_new)


@contextmanager
def _told_of(line: Line) -> Iterator[None]:
    """Turn what a page has against its content into a problem of the line."""
    try:
        yield
    except ValidationError as error:
        key, messages = next(iter(error.message_dict.items()))
        problem = Problem(line.number, "" if key == "__all__" else key, " ".join(messages))
        raise NotWritableError(problem) from error

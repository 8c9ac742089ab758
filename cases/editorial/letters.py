"""What the e-mails about a review say, in the language that is active. Plain values, no database."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def letter(
    notice: str, *, name: str, title: str, task: str, by: str, due_on: date | None, comment: str, url: str
) -> tuple[str, str]:
    """Return subject and text of a notice, named by what has happened. `by` is who acted, or empty."""
    values = {"name": name, "title": title, "task": task, "by": by}
    write = {"turn": _turn, "changes": _changes, "relieved": _relieved, "changes_for_team": _changes_for_team}[notice]
    subject, paragraphs = write(values, due_on, comment)
    return subject, "\n\n".join([_("Hello %(name)s,") % values, *paragraphs, url]) + "\n"


def _turn(values: dict[str, str], due_on: date | None, comment: str) -> tuple[str, list[str]]:
    if values["by"]:
        first = _('%(by)s has given you this page to review: "%(title)s".')
    else:
        first = _('This page is waiting for review, and you can approve it: "%(title)s".')
    step = _("Step: %(task)s.") % values
    if due_on:
        step = f"{step} {_('Due date: %(date)s.') % {'date': date_format(due_on, 'DATE_FORMAT')}}"
    return _("Your turn to review: %(title)s") % values, [first % values, step, _("Read it and decide here:")]


def _changes(values: dict[str, str], due_on: date | None, comment: str) -> tuple[str, list[str]]:
    if values["by"]:
        first = _('%(by)s has read "%(title)s" and asks for changes:')
    else:
        first = _('Changes are asked for in "%(title)s":')
    paragraphs = [first % values, comment, _("Step: %(task)s.") % values]
    return _("Changes are asked for: %(title)s") % values, [
        *paragraphs,
        _("Mend it here, and send it to review again:"),
    ]


def _changes_for_team(values: dict[str, str], due_on: date | None, comment: str) -> tuple[str, list[str]]:
    subject, paragraphs = _changes(values, due_on, comment)
    return subject, [*paragraphs[:-1], _("See what your team can do here:")]


def _relieved(values: dict[str, str], due_on: date | None, comment: str) -> tuple[str, list[str]]:
    text = _('%(by)s has seen to it that you no longer have the review of "%(title)s" (%(task)s). You need do nothing.')
    return _("Somebody else has taken the review: %(title)s") % values, [text % values]

"""Where a page stands, in words."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page

from cases.editorial.approval import hindrance
from cases.models.review import ReviewTaskState


def standing(state: ReviewTaskState, viewer: Any = None) -> str:
    """Return at which step a page is, who has it, and until when; `viewer` is told "you"."""
    values = {"task": state.task.name, "name": state.assigned_to}
    if viewer is not None and state.assigned_to == viewer:
        texts = [_("In review: %(task)s. You have it.") % values]
    elif state.assigned_to:
        texts = [_("In review: %(task)s. %(name)s has it.") % values]
    else:
        texts = [_("In review: %(task)s. Nobody has taken it yet.") % values]
    if state.due_on:
        date = date_format(state.due_on, "DATE_FORMAT")
        late = state.due_on < localdate()
        texts.append((_("It was due on %(date)s.") if late else _("Due date: %(date)s.")) % {"date": date})
    return " ".join(texts)


def review_message(page: Page, user: Any) -> str | SafeString:
    """Return what stands above the form of a page under review, with what the user can do; empty when there is none."""
    if asked_for := _asked_for(page):
        return asked_for
    state = page.current_workflow_task_state
    if not isinstance(state, ReviewTaskState):
        return ""
    text = standing(state, user)
    if reason := hindrance(state, user):
        return f"{text} {reason}"
    text += " " + _("Approve or ask for changes with the arrow beside “Save draft”, at the bottom.")
    link = format_html(
        '<a class="button button-small button-secondary" href="{}">{}</a>',
        reverse("review", args=[state.pk]),
        _("Reviewer and due date"),
    )
    if state.assigned_to == user:
        return format_html('{} <span class="buttons">{}</span>', text, link)
    return format_html(
        '{} <span class="buttons"><button type="button" class="button button-small button-secondary"'
        ' data-controller="w-action" data-action="w-action#post" data-w-action-url-value="{}">{}</button> {}</span>',
        text,
        reverse("review_take", args=[state.pk]),
        _("Take it over") if state.assigned_to else _("Take the review"),
        link,
    )


def _asked_for(page: Page) -> str:
    """Return what a reviewer has asked to be changed, until the page is sent again; else an empty text."""
    review = page.current_workflow_state
    if review is None or review.status != review.STATUS_NEEDS_CHANGES or review.current_task_state is None:
        return ""
    state = review.current_task_state
    text = _(
        "%(name)s asks for changes: “%(reason)s” Mend it, and send it to review again with the arrow at the bottom."
    )
    return text % {"name": get_user_display_name(state.finished_by), "reason": state.comment}


def outcome(page: Page) -> str:
    """Return what came of a decision about a page."""
    page = page.specific_class.objects.get(pk=page.pk)
    title = page.get_admin_display_title()
    state = page.current_workflow_task_state
    if state is not None:
        return _('"%(title)s" is approved and goes on to: %(task)s.') % {"title": title, "task": state.task.name}
    if page.current_workflow_state is not None:
        return _('Changes are asked for in "%(title)s".') % {"title": title}
    if scheduled := page.scheduled_revision:
        moment = date_format(scheduled.approved_go_live_at, "DATETIME_FORMAT")
        return _('"%(title)s" is approved and will be published on %(moment)s.') % {"title": title, "moment": moment}
    return _('"%(title)s" is approved and published.') % {"title": title}

"""Reviewing in the admin: editing what is under review, deciding, and who has the review."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.generic.workflow import BaseWorkflowFormView
from wagtail.admin.views.pages.edit import EditView as WagtailEditView
from wagtail.admin.views.pages.workflow import CollectWorkflowActionDataView, WorkflowActionView
from wagtail.models import TaskState

from cases.editorial.approval import ReviewRefusedError, TextChangedError, follow_edit, hindrance, refusal
from cases.editorial.assignment import assign_review, set_due_date, take_review
from cases.editorial.checklists import Point, points_of
from cases.editorial.checks import Finding, findings_for
from cases.editorial.editing import EditView, RevertView
from cases.editorial.review_forms import AssignForm, DueForm
from cases.editorial.standing import outcome, review_message
from cases.models.review import ReviewTaskState

# What Task.on_action is given by the view; a forged answer of that name would make it fail.
_NO_ANSWERS = {"self", "task_state", "user", "action_name"}


class ReviewedEditMixin(WagtailEditView):
    """Editing a page under review: says where it stands, and refuses in words what cannot be decided."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form, and above it where the review stands."""
        if message := review_message(self.page, request.user):
            messages.info(request, message)
        return super().get(request, *args, **kwargs)

    @cached_property
    def action_name_and_method(self) -> tuple[str, Any]:
        """Return what was asked for; a decision that this user cannot make is refused, not saved as a draft."""
        name, method = super().action_name_and_method
        if name == "save" and self.request.POST.get("action-workflow-action"):
            return "refuse", self.refuse_action
        return name, method

    def refuse_action(self) -> HttpResponse:
        """Say why nothing was decided."""
        state = self.page.current_workflow_task_state
        reason = refusal(state, self.request.user) if state else None
        return self._refused(reason or _("This page is not waiting for that decision."))

    def _refused(self, reason: str) -> HttpResponse:
        messages.error(self.request, reason)
        self.has_unsaved_changes = self.has_content_changes
        return self.render_to_response(self.get_context_data())

    def perform_workflow_action(self) -> HttpResponse:
        """Decide; when that is refused nothing is saved, and what was written is still in the form."""
        try:
            _check_answers(self.request.POST.get("workflow-action-extra-data", "{}"))
            with transaction.atomic():
                return super().perform_workflow_action()
        except TextChangedError as error:
            follow_edit(self.page, user=self.request.user)
            return self._refused(str(error))
        except ReviewRefusedError as error:
            return self._refused(str(error))

    def save_action(self) -> HttpResponse:
        """Save the draft; a review of an older text begins anew. What autosave saves waits for a saving by hand."""
        response = super().save_action()
        if not self.expects_json_response and follow_edit(self.page, user=self.request.user):
            messages.info(self.request, _("The text was changed, so the review begins anew."))
        return response

    def add_save_confirmation_message(self) -> None:
        """Say what came of a decision, else that the draft is saved."""
        if self.action_name == "perform_workflow_action":
            messages.success(self.request, outcome(self.page))
        else:
            super().add_save_confirmation_message()


def _check_answers(text: str) -> None:
    try:
        answers = json.loads(text or "{}")
    except (ValueError, RecursionError) as error:
        raise ReviewRefusedError(_("The answers could not be read. Try once more.")) from error
    if not isinstance(answers, dict) or _NO_ANSWERS & set(answers):
        raise ReviewRefusedError(_("The answers could not be read. Try once more."))


class ReviewedEditView(ReviewedEditMixin, EditView):
    """See the mixin."""


class ReviewedRevertView(ReviewedEditMixin, RevertView):
    """See the mixin."""


class DecisionMixin(BaseWorkflowFormView):
    """A decision about the very page in the address, at the very step in the address."""

    def get_task_state(self) -> TaskState:
        """Return the step; one of another page is not found."""
        states = TaskState.objects.for_instance(self.object)
        return get_object_or_404(states, pk=self.task_state_id).specific

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the points of the checklist, each with its fields and what the content checks have found."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        findings = findings_for(self.task_state.revision.as_object())
        return {**context, "points": [_row(point, form, findings) for point in points_of(getattr(form, "step", ""))]}


def _row(point: Point, form: Any, findings: list[Finding]) -> dict[str, Any]:
    found = [finding.message for finding in findings if finding.code in point.findings]
    return {"answer": form[point.code], "reason": form[f"{point.code}_reason"], "found": found}


class ReviewedCollectView(DecisionMixin, CollectWorkflowActionDataView):
    """Asks for the checklist or the reason, for the edit form to send along."""


class ReviewedActionView(DecisionMixin, WorkflowActionView):
    """Decides without the edit form."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide, or say what is missing."""
        is_dialog = request.headers.get("x-requested-with") == "XMLHttpRequest"
        form = self.form_class(request.POST)
        if not form.is_valid() and not is_dialog:
            messages.validation_error(request, _("Nothing was decided."), form)
            return redirect(self.redirect_url)
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except ReviewRefusedError as error:
            if isinstance(error, TextChangedError):
                follow_edit(self.object, user=request.user)
            if is_dialog:
                form.add_error(None, str(error))
                return self.render_modal_form(request, form)
            messages.error(request, str(error))
            return redirect(self.redirect_url)


def _open_state(request: HttpRequest, state_id: int) -> ReviewTaskState:
    """Return a step that waits for a decision; 404 for another, 403 for who may not decide about it."""
    states = ReviewTaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    state = get_object_or_404(states.select_related("task", "workflow_state", "assigned_to"), pk=state_id)
    if hindrance(state, request.user):
        raise PermissionDenied
    return state


def review_page(request: HttpRequest, state_id: int) -> HttpResponse:
    """Show who has a review and until when, with the forms to change it."""
    state = _open_state(request, state_id)
    return _show_review(request, state, AssignForm(state=state), DueForm(initial={"due_on": state.due_on}))


def _show_review(request: HttpRequest, state: ReviewTaskState, assign: AssignForm, due: DueForm) -> HttpResponse:
    page = state.workflow_state.content_object.specific
    context = {"state": state, "page": page, "assign_form": assign, "due_form": due}
    status = 400 if assign.errors or due.errors else 200
    return render(request, "admin/review/review.html", context, status=status)


@require_POST
def take(request: HttpRequest, state_id: int) -> HttpResponse:
    """Take a review, or take it over."""
    state = _open_state(request, state_id)
    take_review(state=state, user=request.user)
    messages.success(request, _("You have this review now."))
    return _back(state)


@require_POST
def assign(request: HttpRequest, state_id: int) -> HttpResponse:
    """Give a review to another reviewer, or to nobody in particular."""
    state = _open_state(request, state_id)
    form = AssignForm(request.POST, state=state)
    if not form.is_valid():
        return _show_review(request, state, form, DueForm(initial={"due_on": state.due_on}))
    chosen = form.cleaned_data["reviewer"]
    to = get_user_model().objects.get(pk=chosen) if chosen else None
    assign_review(state=state, to=to, user=request.user)
    messages.success(
        request, _("%(name)s has this review now.") % {"name": to} if to else _("Nobody in particular has this review.")
    )
    return _back(state)


@require_POST
def due_date(request: HttpRequest, state_id: int) -> HttpResponse:
    """Set or clear the due date."""
    state = _open_state(request, state_id)
    form = DueForm(request.POST)
    if not form.is_valid():
        return _show_review(request, state, AssignForm(state=state), form)
    set_due_date(state=state, due_on=form.cleaned_data["due_on"], user=request.user)
    messages.success(request, _("The due date is saved."))
    return _back(state)


def _back(state: ReviewTaskState) -> HttpResponse:
    return redirect("wagtailadmin_pages:edit", state.workflow_state.object_id)

"""Editing a page when somebody else may be at it: the second is told, and nothing is overwritten."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView as WagtailEditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView as WagtailRevertView
from wagtail.models import Page

from cases.editorial.loaded import UNSEEN, Loaded, happenings_since, written_in
from cases.editorial.rows import row_names, with_lost_rows_anew, without_rows
from cases.editorial.shown_with import kept_by_autosave


class ConflictSafe(WagtailEditView):
    """Wagtail's edit view, which does what a form asks only while the page stands as the form's sender saw it."""

    conflict: dict[str, Any] | None = None

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        """Lock the page while something is written, so that of two in the same moment the second sees the first."""
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            Page.objects.select_for_update(of=("self",)).filter(pk=page_id).values_list("pk").first()
            return super().dispatch(request, page_id, **kwargs)

    @cached_property
    def loaded(self) -> Loaded:
        """Return what the sent form was loaded with."""
        return Loaded.sent_in(self.request.POST)

    @property
    def is_overtaken(self) -> bool:
        """Say whether the page has changed since the form was loaded, or may not be changed by this person any more."""
        if self.locked_for_user:
            # Whoever submitted may take it back, also while she may not write in it.
            return not self.is_cancelling_workflow
        wanted = self.request.POST.get("replaces") or self.loaded.fingerprint
        if wanted:
            return wanted != Loaded.now(self.real_page_record.pk).fingerprint
        return bool(self.is_out_of_date)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save or act; where the page was overtaken, show the form again with all that was written."""
        if self.page.alias_of_id or not self.is_overtaken:
            return self._told_where_it_stands(super().post(request, *args, **kwargs))
        if self.expects_json_response:
            code = "locked" if self.locked_for_user else "invalid_revision"
            return self.json_error_response(code, _("Somebody else has changed this. Nothing was overwritten."))
        return self._show_conflict()

    def _told_where_it_stands(self, response: HttpResponse) -> HttpResponse:
        """Let an autosaved form know the version that it made, or its next save would take that for another's."""
        if not isinstance(response, JsonResponse) or response.status_code != 200:
            return response
        answer = json.loads(response.content)
        now = Loaded.now(self.real_page_record.pk)
        answer["field_updates"] = {**answer["field_updates"], **now.as_fields(), **self._wagtails_own(answer)}
        return JsonResponse(answer)

    @staticmethod
    def _wagtails_own(answer: dict[str, Any]) -> dict[str, str]:
        return {
            "loaded_revision_id": str(answer["revision_id"]),
            "loaded_revision_created_at": answer["revision_created_at"],
        }

    def _show_conflict(self) -> HttpResponse:
        self.form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )
        self.form.defer_required_fields()
        happenings = happenings_since(self.real_page_record, self.loaded, viewer=self.request.user)
        if not self.locked_for_user and self._wrote_what_is_there():
            return self._nothing_to_save(happenings)
        self.form.restore_required_fields()
        self.has_unsaved_changes = True
        self.autosave_enabled = False
        self.conflict = {
            "happenings": happenings,
            "lock_message": self.lock.get_message(self.request.user) if self.locked_for_user else "",
            "replaces": "" if self.locked_for_user else Loaded.now(self.page.pk).fingerprint,
            "compare_url": self._compare_url(),
            "newest_url": self.get_edit_url(),
            "asked_for": self.action_name,
        }
        return self.render_to_response(self.get_context_data(), status=409)

    def _wrote_what_is_there(self) -> bool:
        """Say whether the newest version already holds what was written, as after a second click on the same button."""
        if not self.latest_revision or not self.form.is_valid():
            return False
        names = {*self.form.fields, *row_names(self.page)}
        written = self.form.save(commit=False).serializable_data()
        return written_in(written, names) == written_in(self.latest_revision.content, names)

    def _nothing_to_save(self, happenings: list[Any]) -> HttpResponse:
        told = "; ".join(f"{happening.who}: {happening.what}" for happening in happenings)
        message = _("Your text is saved already. This is the newest version. Meanwhile: %(happenings)s.")
        messages.info(self.request, message % {"happenings": told})
        return self.redirect_and_remain()

    def _compare_url(self) -> str:
        version, newest = self.loaded.version, self.latest_revision
        if not newest or not version.isdecimal() or version == str(newest.pk):
            return ""
        return reverse("wagtailadmin_pages:revisions_compare", args=[self.page.pk, version, newest.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the form was loaded with, and the conflict if there is one."""
        context = super().get_context_data(**kwargs)
        loaded = self.loaded if self.conflict else Loaded.now(self.page.pk)
        parent = {"loaded_below": str(self.parent.pk)}
        return {**context, "loaded_fields": {**loaded.as_fields(), **parent}, "conflict": self.conflict}


class EditView(ConflictSafe):
    """Wagtail's edit view, in which nobody overwrites another's version without having seen that there is one."""

    partials_template_name = "admin/editing/edit_partials.html"

    def get_template_names(self) -> list[str]:
        """Return our own form around Wagtail's."""
        names = super().get_template_names()
        return ["admin/editing/edit.html"] if names == ["wagtailadmin/pages/edit.html"] else names

    def get_object(self) -> Page:
        """Return the version that a sent form was made from, else the newest."""
        page = super().get_object()
        self.older = None
        if self.request.method != "POST" or self.expects_json_response:
            return page
        if self.loaded.version == UNSEEN:
            return without_rows(page)
        self.older = self._version_of_the_form()
        return self.older or page

    def _version_of_the_form(self) -> Page | None:
        version = self.loaded.version
        if not version.isdecimal() or len(version) > 18 or version == str(self.real_page_record.latest_revision_id):
            return None
        revision = self.real_page_record.revisions.filter(pk=version).first()
        return revision.as_object() if revision else None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save or act, also with a form whose rows somebody else has removed meanwhile."""
        if self.expects_json_response:
            request.POST = kept_by_autosave(request.POST)  # type: ignore[assignment]  # not immutable
        if self.older is not None:
            request.POST = with_lost_rows_anew(self.older, request.POST)  # type: ignore[assignment]
        return super().post(request, *args, **kwargs)

    def add_save_confirmation_message(self) -> None:
        """Say that another's version, where this save came after it, is kept in the history."""
        if not self.request.POST.get("replaces"):
            super().add_save_confirmation_message()
            return
        message = _("Your text is now the newest version. The version before it is kept in the history.")
        history = reverse("wagtailadmin_pages:history", args=[self.page.pk])
        messages.success(self.request, message, buttons=[messages.button(history, _("History"))])


class RevertView(ConflictSafe, WagtailRevertView):
    """Going back to an older version, which becomes the newest draft, unless the page changed meanwhile."""

    def get_template_names(self) -> list[str]:
        """Return our own form around Wagtail's."""
        names = super().get_template_names()
        return ["admin/editing/edit.html"] if names == ["wagtailadmin/pages/edit.html"] else names

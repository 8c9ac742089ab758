"""The admin's pages of the questionnaire: its versions, one as participants see it, and the draft of the next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView, WagtailAdminTemplateMixin

from cases.codes import LANGUAGE_NAMES
from toolkit.assessment import versions
from toolkit.assessment.admin.presentation import preview_of
from toolkit.assessment.codes import Form
from toolkit.assessment.drafts import faults_of
from toolkit.models import Questionnaire

LIST, VERSION, EDIT = "questionnaires_admin:index", "questionnaires_admin:version", "questionnaires_admin:edit"


def _name(questionnaire: Questionnaire) -> str:
    return _("Version %(number)s") % {"number": questionnaire.number}


class VersionIndexView(IndexView):
    """All versions, the newest first."""

    model = Questionnaire
    template_name = "admin/assessment/index.html"
    page_title = gettext_lazy("Questionnaire")
    header_icon = "clipboard-list"
    index_url_name, index_results_url_name = LIST, "questionnaires_admin:index_results"
    add_url_name = edit_url_name = None
    any_permission_required = ["change"]
    paginate_by = 50
    is_exportable = False
    columns = [
        TitleColumn("number", label=gettext_lazy("Version"), accessor=_name, url_name=VERSION, id_accessor="number"),
        Column("state", label=gettext_lazy("Status"), accessor="get_state_display"),
        Column("statements", label=gettext_lazy("Statements"), accessor="statement_count"),
        Column("used_from", label=gettext_lazy("In use from"), accessor="used_from"),
        Column("rounds", label=gettext_lazy("Rounds"), accessor="round_count"),
    ]

    def get_base_queryset(self) -> QuerySet:
        """Return the versions with what a line shows, in one query."""
        return Questionnaire.objects.annotate(
            statement_count=Count("statements", distinct=True), round_count=Count("rounds", distinct=True)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether there is a draft already."""
        draft = Questionnaire.objects.filter(state=Questionnaire.State.DRAFT).first()
        return super().get_context_data(draft=draft, **kwargs)


class ForKeepers(WagtailAdminTemplateMixin):
    """What the pages have in common: they are for those who may write the questionnaire."""

    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer those who may."""
        if not versions.keeps_questionnaire(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to here."""
        own = [{"url": reverse(LIST), "label": _("Questionnaire")}, {"url": "", "label": self.get_page_title()}]
        return [*self.breadcrumbs_items, *own]


class BeginView(ForKeepers, View):
    """Begins a new version."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin it, or go on with the draft that is there."""
        draft = versions.begin_draft(by=request.user)
        return redirect(EDIT, draft.number)


class VersionView(ForKeepers, TemplateView):
    """One version as participants see it, and what can be done with it while it is a draft."""

    template_name = "admin/assessment/version.html"

    @cached_property
    def version(self) -> Questionnaire:
        """Return the version; 404 for what is not there."""
        found = Questionnaire.objects.with_statements().filter(number=self.kwargs["number"]).first()
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        """Return which version it is."""
        return _("Questionnaire, version %(number)s") % {"number": self.version.number}

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Take the draft into use or throw it away, if it is as the page showed it."""
        acts = {"use": self._use, "delete": self._delete}
        act, edition = acts.get(request.POST.get("act", "")), request.POST.get("edition", "")
        if act is None or not edition.isdecimal():
            raise Http404
        try:
            return act(number, int(edition))
        except versions.OutdatedError:
            messages.error(request, _("Somebody has changed the draft since you opened it. Look through it once more."))
        except versions.NoDraftError:
            messages.error(request, _("This version is no longer a draft. Nothing was changed."))
            if not Questionnaire.objects.filter(number=number).exists():
                return redirect(LIST)
        except versions.FaultyError:
            messages.error(request, _("Something is missing. It is told beside the fields."))
            return redirect(EDIT, number)
        return redirect(VERSION, number)

    def _use(self, number: int, edition: int) -> HttpResponse:
        versions.use_draft(by=self.request.user, number=number, edition=edition)
        messages.success(self.request, _("New rounds ask this version from now on."))
        return redirect(VERSION, number)

    def _delete(self, number: int, edition: int) -> HttpResponse:
        versions.delete_draft(by=self.request.user, number=number, edition=edition)
        messages.success(self.request, _("The draft is thrown away."))
        return redirect(LIST)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the version in the language and form that were asked for."""
        language = self.request.GET.get("language", "")
        if language not in LANGUAGE_NAMES:
            language = (get_language() or "nb").split("-")[0]
        form = Form.SHORT if self.request.GET.get("form") == Form.SHORT else Form.FULL
        is_draft = self.version.state == Questionnaire.State.DRAFT
        written = versions.written_of(self.version)
        used = versions.statements_in_use() if is_draft else {}
        return super().get_context_data(
            version=self.version,
            is_draft=is_draft,
            faults=len(faults_of(written, versions.questions_of(self.version))) if is_draft else 0,
            anew=sum(statement.key not in used for statement in written) if is_draft else 0,
            rounds=self.version.rounds.count(),
            preview=preview_of(self.version, language=language, form=form, known=used if is_draft else None),
            language=language,
            languages=LANGUAGE_NAMES.items(),
            form=form,
            **kwargs,
        )

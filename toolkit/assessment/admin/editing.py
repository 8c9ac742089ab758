"""The admin's form of a draft. What somebody typed is never lost, whatever became of the draft meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from toolkit.assessment import versions
from toolkit.assessment.admin.forms import (
    TEXTS,
    QuestionForm,
    StatementForm,
    StatementFormSet,
    bound_statements,
    filled_statements,
    rows_of,
)
from toolkit.assessment.admin.presentation import Section, sections_of
from toolkit.assessment.admin.views import EDIT, VERSION, ForKeepers
from toolkit.assessment.drafts import Concept, Fault, faults_of
from toolkit.models import Questionnaire


class EditView(ForKeepers, TemplateView):
    """Writes a draft. What is missing is told beside the fields; it keeps nobody from saving."""

    template_name = "admin/assessment/edit.html"

    def get_page_title(self) -> str:
        """Return which version is written."""
        return _("Write version %(number)s") % {"number": self.kwargs["number"]}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the draft as it is saved, with what is missing."""
        draft = Questionnaire.objects.with_statements().filter(number=kwargs["number"]).first()
        if draft is None:
            raise Http404
        if draft.state != Questionnaire.State.DRAFT:
            messages.info(request, _("This version has been taken into use and stays as it is. Make a new version."))
            return redirect(VERSION, draft.number)
        written, questions = versions.written_of(draft), versions.questions_of(draft)
        question = QuestionForm(
            {"edition": draft.edition, **{f"open_question_{locale}": text for locale, text in questions.items()}}
        )
        statements = filled_statements(rows_of(written))
        if statements.is_valid():
            faults = faults_of([row.written for row in statements.kept], questions)
            return self._page(question, statements, faults, statements.kept)
        return self._page(question, statements)

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Save the draft, or show the form again with all that was written and why."""
        question, statements = QuestionForm(request.POST), bound_statements(request.POST)
        if not (question.is_valid() and statements.is_valid()):
            return self._page(question, statements, is_refused=True)
        kept = statements.kept
        edition = question.cleaned_data["edition"]
        if "anew" in request.POST:
            draft = versions.begin_draft(by=request.user)
            # Had somebody written in it, it would have another edition.
            number, edition = draft.number, 1
        try:
            versions.save_draft(
                by=request.user,
                number=number,
                edition=edition,
                questions=question.questions,
                statements=[row.written for row in kept],
            )
        except versions.FaultyError as faulty:
            return self._page(question, statements, faulty.faults, kept, is_refused=True)
        except versions.OutdatedError as outdated:
            return self._conflict(outdated.draft, statements)
        except versions.NoDraftError:
            other = Questionnaire.objects.filter(state=Questionnaire.State.DRAFT).first()
            return self._conflict(other, statements) if other else self._page(question, statements, is_gone=True)
        messages.success(request, _("The draft is saved. This is how participants will see it."))
        return redirect(VERSION, number)

    def _conflict(self, draft: Questionnaire, sent: StatementFormSet) -> HttpResponse:
        """Show what was sent beside what somebody else has saved; saved once more, what was sent stands."""
        theirs = {statement.key: statement for statement in versions.written_of(draft)}
        own = [row.cleaned_data for row in sent.forms]
        own_keys = {row["key"] for row in own}
        added = [row for row in rows_of(list(theirs.values())) if row["key"] not in own_keys]
        statements = filled_statements([*own, *added])
        data = self.request.POST.copy()
        data["edition"] = str(draft.edition)
        question = QuestionForm(data)
        if statements.is_valid() and question.is_valid():
            for locale, text in versions.questions_of(draft).items():
                _tell_theirs(question, f"open_question_{locale}", text)
            for row in statements.forms:
                _compare(row, theirs.get(row.cleaned_data["key"]), is_added=row.cleaned_data["key"] not in own_keys)
        return self._page(question, statements, number=draft.number, is_outdated=True)

    def _page(
        self,
        question: QuestionForm,
        statements: StatementFormSet,
        faults: Iterable[Fault] = (),
        kept: list[StatementForm] | None = None,
        *,
        number: int | None = None,
        **told: Any,
    ) -> HttpResponse:
        """Show the form; `faults` are those of the `kept` rows, `number` is the draft's, else the address's."""
        sections = sections_of(statements.forms)
        for fault in faults:
            _tell(fault, question, kept or [], sections)
        number = number or self.kwargs["number"]
        return self.render_to_response(
            self.get_context_data(
                question=question,
                statements=statements,
                sections=sections.values(),
                action=reverse(EDIT, args=[number]),
                version_url=reverse(VERSION, args=[number]),
                **told,
            )
        )


def _tell(fault: Fault, question: QuestionForm, kept: list[StatementForm], sections: dict[Concept, Section]) -> None:
    """Say a fault beside what it is about."""
    if fault.row is not None:
        kept[fault.row].add_error(fault.field or None, fault.text)
    elif fault.concept:
        sections[fault.concept].faults.append(fault.text)
    else:
        question.add_error(fault.field or None, fault.text)


def _tell_theirs(form: Any, name: str, theirs: str) -> None:
    if form.cleaned_data.get(name, "") != theirs:
        form.add_error(name, _("Saved meanwhile: “%(text)s”") % {"text": theirs or "–"})


def _compare(row: StatementForm, theirs: Any, *, is_added: bool) -> None:
    """Say beside a row what somebody else has made of the statement."""
    if is_added:
        row.add_error(None, _("Somebody else has added or reworded this statement."))
    elif theirs is None:
        if row.cleaned_data["key"]:
            row.add_error(None, _("Somebody else has removed or reworded this statement."))
    else:
        for name, text in zip(TEXTS, theirs.texts, strict=True):
            _tell_theirs(row, name, text)

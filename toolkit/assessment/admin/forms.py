"""The form of a draft: the open question, and a row for each statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.codes import LANGUAGE_NAMES, LOCALES
from toolkit.assessment.drafts import CONCEPTS, MOST_STATEMENTS, Concept, Written
from toolkit.models.questionnaire import MAX_STATEMENT

PREFIX = "statements"
_MOST_PLACES = 999
TEXTS = tuple(f"text_{locale}" for locale in LOCALES)


class OneLineField(forms.CharField):
    """A text of one line, however it was pasted."""

    def clean(self, value: Any) -> str:
        """Return it without line breaks and doubled spaces."""
        return " ".join(str(super().clean(value)).split())


def _text_field(locale: str, *, longest: int, rows: int) -> OneLineField:
    return OneLineField(
        label=LANGUAGE_NAMES[locale],
        required=False,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows, "lang": locale}),
    )


class QuestionForm(forms.Form):
    """The open question; and which saved draft the form was made from."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    open_question_nb = _text_field("nb", longest=300, rows=2)
    open_question_nn = _text_field("nn", longest=300, rows=2)
    open_question_en = _text_field("en", longest=300, rows=2)

    @cached_property
    def questions(self) -> dict[str, str]:
        """Return the question by language, once it is known to be valid."""
        return {locale: self.cleaned_data[f"open_question_{locale}"] for locale in LOCALES}


class StatementForm(forms.Form):
    """One statement; without words it is no statement yet."""

    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    kind = forms.CharField(widget=forms.HiddenInput)
    code = forms.CharField(widget=forms.HiddenInput)
    text_nb = _text_field("nb", longest=MAX_STATEMENT, rows=2)
    text_nn = _text_field("nn", longest=MAX_STATEMENT, rows=2)
    text_en = _text_field("en", longest=MAX_STATEMENT, rows=2)
    place = forms.IntegerField(label=_("Place in the list"), required=False, min_value=1, max_value=_MOST_PLACES)
    is_reversed = forms.BooleanField(
        label=_("Turned around: who agrees, says that it does not go well"), required=False
    )
    in_short_form = forms.BooleanField(label=_("In the short form"), required=False)
    remove = forms.BooleanField(label=_("Remove this statement"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a statement about nothing that the questionnaire asks about."""
        cleaned: dict[str, Any] = super().clean() or {}
        if (cleaned.get("kind"), cleaned.get("code")) not in CONCEPTS:
            raise forms.ValidationError(_("This is no value or action field."))
        return cleaned

    @property
    def concept(self) -> Concept:
        """Return what the row is about, as it was sent."""
        return str(self["kind"].value()), str(self["code"].value())

    @property
    def is_kept(self) -> bool:
        """Say whether a valid row is a statement of the draft from now on."""
        data = self.cleaned_data
        return not data["remove"] and bool(data["key"] or any(data[name] for name in TEXTS))

    @property
    def written(self) -> Written:
        """Return the statement of a valid row."""
        data = self.cleaned_data
        return Written(
            kind=data["kind"],
            code=data["code"],
            is_reversed=data["is_reversed"],
            in_short_form=data["in_short_form"],
            texts=tuple(data[name] for name in TEXTS),
            key=data["key"],
        )


class StatementFormSet(forms.BaseFormSet):
    """All statements of a draft."""

    default_error_messages = {
        **forms.BaseFormSet.default_error_messages,
        "missing_management_form": _("Parts of the form did not arrive. Nothing is saved; send it once more."),
    }

    @property
    def kept(self) -> list[StatementForm]:
        """Return the valid rows that are statements, in the order that the questionnaire asks them."""
        rows = [row for row in self.forms if row.is_kept]
        # Without a place: last, in the order that they stand in.
        return sorted(
            rows, key=lambda row: (CONCEPTS.index(row.concept), row.cleaned_data["place"] or _MOST_PLACES + 1)
        )


_Statements = forms.formset_factory(
    StatementForm,
    formset=StatementFormSet,
    extra=0,
    max_num=MOST_STATEMENTS + len(CONCEPTS),
    absolute_max=MOST_STATEMENTS + len(CONCEPTS),
    validate_max=True,
)


def bound_statements(data: Any) -> StatementFormSet:
    """Return the rows that were sent."""
    return cast("StatementFormSet", _Statements(data, prefix=PREFIX))


def rows_of(written: Sequence[Written]) -> list[dict[str, Any]]:
    """Return what the rows show for a draft's statements, numbered within each concept."""
    rows = []
    for concept in CONCEPTS:
        own = [statement for statement in written if statement.concept == concept]
        rows += [_row_of(statement, place) for place, statement in enumerate(own, 1)]
    return rows


def _row_of(written: Written, place: int) -> dict[str, Any]:
    return {
        "key": written.key,
        "kind": written.kind,
        "code": written.code,
        "is_reversed": written.is_reversed,
        "in_short_form": written.in_short_form,
        "place": place,
        **dict(zip(TEXTS, written.texts, strict=True)),
    }


def filled_statements(rows: Iterable[dict[str, Any]]) -> StatementFormSet:
    """Return these rows as if they had been sent, so that something can be told beside each, and an empty one each."""
    given = [row for row in rows if row["key"] or any(row[name] for name in TEXTS)]
    shown = [*given, *({"kind": kind, "code": code} for kind, code in CONCEPTS)]
    data = {f"{PREFIX}-TOTAL_FORMS": len(shown), f"{PREFIX}-INITIAL_FORMS": 0}
    for number, row in enumerate(shown):
        # A box that is not ticked is not sent.
        data |= {f"{PREFIX}-{number}-{name}": value for name, value in row.items() if value not in (None, False)}
    return bound_statements(data)

"""Forms that are lenient while one drafts, and clear when one submits."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from cases.addresses import RESERVED, is_reserved
from cases.codes import ConceptKind
from cases.editorial.checks import faults_of
from cases.editorial.hows import HowsField, hows_of, put_hows
from cases.editorial.shown_with import ShownWithField, left_on
from cases.translation.forms import TranslationForm


class EditorialPageForm(WagtailAdminPageForm):
    """The form of every page type that editors write.

    A draft is saved although facts contradict each other; `notes` then says so beside the field. When the page is
    submitted, the same sentences are errors.
    """

    class Media:
        css = {"all": ["admin/case-form.css"]}
        js = [Script(f"admin/{name}.js", type="module") for name in ("autosave", "rich-text-names")]

    # Fields whose faults can be stored, and so can wait until the page is submitted.
    noted_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.notes: dict[str, list[str]] = {}
        super().__init__(*args, **kwargs)
        if not self.is_bound and self.instance.pk:
            self._note_what_was_saved()

    def _note_what_was_saved(self) -> None:
        others = {field.name for field in self.instance._meta.fields} - set(self.noted_fields)
        try:
            self.instance.full_clean(exclude=others, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            self._take_notes(error)

    def _take_notes(self, error: ValidationError) -> dict[str, list[ValidationError]]:
        """Note what can wait; return the rest."""
        rest = {}
        for name, errors in error.error_dict.items():
            if name in self.noted_fields:
                self.notes.setdefault(name, []).extend(message for e in errors for message in e.messages)
            else:
                rest[name] = errors
        return rest

    def _update_errors(self, errors: ValidationError) -> None:
        if self.is_deferred_validation and hasattr(errors, "error_dict"):
            rest = self._take_notes(errors)
            if not rest:
                return
            errors = ValidationError(rest)
        super()._update_errors(errors)

    def _post_clean(self) -> None:
        """Put the faults that the content checks find beside their fields, when the page is sent on."""
        super()._post_clean()
        if self.is_deferred_validation or self._is_sent_back():
            return
        for fault in faults_of(self.instance):
            name = fault.field.partition(".")[0]
            field = name if name in self.fields else None
            if field not in self.errors:
                self.add_error(field, fault.message)

    def _is_sent_back(self) -> bool:
        """Say whether a reviewer asks for changes, for which nothing need be in order."""
        return bool(self.data.get("action-workflow-action")) and self.data.get("workflow-action-name") == "reject"

    def clean_slug(self) -> str:
        """Return the address; a draft that nobody has seen gets a free one where it has none, or another page's."""
        slug: str = self.cleaned_data["slug"]
        if not self.is_deferred_validation or self.instance.first_published_at or (slug and self._is_free(slug)):
            return slug
        from cases.models.vocabulary import ascii_slug

        wanted = slug or ascii_slug(self.cleaned_data.get("title", "")) or "side"
        return next(filter(self._is_free, chain([wanted], (f"{wanted}-{number}" for number in count(2)))))

    def _is_free(self, slug: str) -> bool:
        return bool(self.instance._slug_is_available(slug, self.parent_page, self.instance))

    def tell(self, name: str, message: Any) -> None:
        """Say that something is wrong with a field: as a note on a draft, as an error on what is submitted."""
        if self.is_deferred_validation or not self.is_bound:
            self.notes.setdefault(name, []).append(str(message))
        else:
            self.add_error(name, message)

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Return what an autosave changes in the open form: as Wagtail, a new address, and the notes of now."""
        updates = list(super().get_field_updates_for_resave())
        if self.data.get("slug") and self.data["slug"] != self.cleaned_data.get("slug", self.data["slug"]):
            updates.append(("slug", self.cleaned_data["slug"]))
        return updates + [(note_name(name), " ".join(self.notes.get(name, []))) for name in self.noted_fields]


def note_name(field: str) -> str:
    """Return the name of the element that shows a field's notes; an autosave finds it by this name."""
    return f"note-{field}"


class CaseForm(TranslationForm, EditorialPageForm):
    """The form of a case; values and fields stand there all of them, each with its how."""

    noted_fields = ("country", "started", "ended", "contact_consent_at", "value_tags", "field_tags")

    value_tags = HowsField(kind=ConceptKind.VALUE, label=_("Values"))
    field_tags = HowsField(kind=ConceptKind.FIELD, label=_("Action fields"))
    shown_with = ShownWithField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._hows():
            self.initial[name] = hows_of(self.instance, name)
            if not self.is_bound:
                self._tell_of_long_hows(name, self.initial[name])
        if places := self.fields.get("municipalities"):
            places.queryset = places.queryset.for_choice()
        if shown_with := self.fields.get("shown_with"):
            self.initial["shown_with"] = []
            shown_with.offer(self.instance)
        if partners := self.formsets.get("partners"):
            self._ask_for_sectors_once(partners)

    def _ask_for_sectors_once(self, partners: Any) -> None:
        from cases.models.fields import code_choices

        self.sectors = code_choices(ConceptKind.SECTOR)
        for form in partners.forms:
            form.fields["sector"].choices = self.sectors

    def _hows(self) -> Iterable[str]:
        return [name for name, field in self.fields.items() if isinstance(field, HowsField)]

    def clean_slug(self) -> str:
        """Return the address, which is not one that the portal has for itself."""
        slug = super().clean_slug()
        # A page that is looked at before it was ever saved has no language of its own yet.
        place = self.instance if self.instance.locale_id else self.parent_page
        if is_reserved(slug, place.locale.language_code):
            raise ValidationError(RESERVED)
        return slug

    def clean_shown_with(self) -> list[dict[str, Any]]:
        """Return what stays on the page."""
        return left_on(self.instance, self.cleaned_data["shown_with"])

    def _tell_of_long_hows(self, name: str, hows: Any) -> None:
        for message in self.fields[name].faults(hows):
            self.tell(name, message)

    def clean(self) -> Any:
        """Return the cleaned values; a how that is too long is told."""
        cleaned = super().clean()
        for name in self._hows():
            self._tell_of_long_hows(name, cleaned.get(name))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Put values and fields on the case, and save as Wagtail does."""
        for name in self._hows():
            put_hows(self.instance, name, self.cleaned_data[name])
        return super().save(commit=commit)

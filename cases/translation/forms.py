"""The form of a translation: texts can be written, facts cannot, for they are the source's."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from cases.editorial.hows import HowsField, hows_of
from cases.facts import FACT_FIELDS
from cases.translation.hows import TranslatedHowsWidget
from cases.translation.source import source_of

# As the form calls them.
FACTS = frozenset({*(name.removesuffix("_id") for name in FACT_FIELDS), "municipalities", "counties"})
# What belongs to a row as a fact; rows neither come, go nor move in a translation.
_FACTS_OF_ROWS = {
    "partners": ("sector", "url", "DELETE", "ORDER"),
    "value_tags": ("code", "DELETE", "ORDER"),
    "field_tags": ("code", "DELETE", "ORDER"),
}


class TranslationForm:
    """For a form of pages, before the form class it extends: takes the facts out of the form of a translation.

    What is not in the form is neither shown as a field nor changed, whatever a browser sends.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source_of(self.instance)  # type: ignore[attr-defined]  # of the form class that this extends
        if self.source and hasattr(self.instance, "partners"):  # type: ignore[attr-defined]  # as above
            self._leave_facts_to_the_source()

    def _leave_facts_to_the_source(self: Any) -> None:
        for name in FACTS & self.fields.keys():
            del self.fields[name]
        for name, field in self.fields.items():
            if isinstance(field, HowsField):
                own = hows_of(self.instance, name)
                field.widget = TranslatedHowsWidget(field.kind, source=self.source, own=own)
        for name, facts in _FACTS_OF_ROWS.items():
            if formset := self.formsets.get(name):
                _lock(formset, facts)

    def _update_errors(self: Any, errors: ValidationError) -> None:
        """Tell of a fact that is wrong where it can be mended: in the source. A draft does not wait for that."""
        if hasattr(errors, "error_dict") and self.source:
            elsewhere = set(errors.error_dict) - set(self.fields) - {NON_FIELD_ERRORS}
            kept = {name: lot for name, lot in errors.error_dict.items() if name not in elsewhere}
            if elsewhere and not self.is_deferred_validation:
                messages = [
                    message for name in elsewhere for fault in errors.error_dict[name] for message in fault.messages
                ]
                lead = _("Mend this in the %(language)s text, which the facts come from:") % {
                    "language": self.source.language
                }
                kept.setdefault(NON_FIELD_ERRORS, []).append(ValidationError(f"{lead} {' '.join(messages)}"))
            if not kept:
                return
            errors = ValidationError(kept)
        super()._update_errors(errors)  # type: ignore[misc]  # of the form class that this extends


def _lock(formset: Any, facts: tuple[str, ...]) -> None:
    """Leave a formset the rows that it has, in their order, and their texts to write."""
    most = len(formset.get_queryset())
    formset.max_num, formset.validate_max, formset.absolute_max = most, True, most
    for row in formset.forms:
        for name in facts:
            if name in row.fields:
                row.fields[name].disabled = True

"""What the tools show with a case, in the editor's form: she can take it off; the case's team puts it there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from cases.shown_with import as_kept, entries, in_words


class ShownWithField(forms.MultipleChoiceField):
    """Boxes to tick for what is taken off; the form that was sent says what goes, never what comes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def offer(self, page: Any) -> None:
        """Offer to take off what a page has."""
        self.choices = [(entry.key, in_words(entry)) for entry in entries(page.shown_with)]

    def valid_value(self, value: Any) -> bool:
        """Accept what is gone already: somebody else has taken it off meanwhile."""
        return True

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether anything is taken off."""
        return bool(data)


def left_on(page: Any, taken: list[str]) -> list[dict[str, Any]]:
    """Return what stays with a page: of its newest version, whatever version the form was made from.

    A team that has taken its result back is not to find it on the page again since an editor went back in time.
    """
    now = (
        type(page)
        .objects.filter(pk=page.pk)
        .values_list("has_unpublished_changes", "latest_revision__content__shown_with", "shown_with")
    )
    waits, newest, live = now.first() or (False, None, page.shown_with)
    known = newest if waits else live
    return as_kept(entry for entry in entries(known) if entry.key not in taken)


def kept_by_autosave(data: QueryDict) -> QueryDict:
    """Return what an autosave sends without what is ticked: it is taken off when somebody saves by hand."""
    if "shown_with" not in data:
        return data
    rest = data.copy()
    del rest["shown_with"]
    return rest

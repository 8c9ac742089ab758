"""Choices that explain themselves, and choices that one finds by typing."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django_countries import countries

from cases.editorial.rendering import ProjectTemplate
from cases.norwegian import fold

_MODULE = forms.widgets.Script("admin/combobox.js", type="module")
_CHOICES = "admin/widgets/described_choices.html"
_STYLE = {"all": ["admin/case-form.css"]}


def _words() -> str:
    """Return what the combobox says, as JSON for its script."""
    return json.dumps(
        {
            "chosen": _("Chosen"),
            "remove": _("Remove {name}"),
            "added": _("{name} is chosen."),
            "removed": _("{name} is removed."),
            "open": _("Show all choices"),
            "none": _("Nothing found. Try another word."),
            "one": _("1 found"),
            "many": _("{count} found"),
            "more": _("{count} found, the first {shown} are shown. Type more to narrow them down."),
            "unsettled": _("“{text}” is not chosen yet. Choose from the list, or remove the text."),
        },
        ensure_ascii=False,
    )


class Described(ProjectTemplate):
    """Choices as a list, each with a line that says what it means; the line comes from the vocabulary."""

    class Media:
        css = _STYLE

    takes_label = True
    allow_multiple_selected: bool

    def __init__(self, kind: str = "", attrs: Any = None) -> None:
        super().__init__(attrs)  # type: ignore[call-arg]
        self.kind = kind

    def __deepcopy__(self, memo: Any) -> Any:
        copied = super().__deepcopy__(memo)  # type: ignore[misc]
        copied.kind = self.kind
        return copied

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return what the template needs, the terms of the vocabulary among it."""
        from cases.models.vocabulary import Vocabulary

        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[misc]
        terms = Vocabulary.for_active_language().terms(self.kind) if self.kind else []
        by_code = {term.code: term for term in terms}
        for _group, options, _index in context["widget"]["optgroups"]:
            for option in options:
                option["term"] = by_code.get(str(option["value"]))
                if option["value"] == "":
                    option["label"] = pgettext("choice in a form", "Not chosen")
        return context


class DescribedRadios(Described, forms.RadioSelect):
    """One of several choices."""

    template_name = _CHOICES


class DescribedCheckboxes(Described, forms.CheckboxSelectMultiple):
    """Any of several choices."""

    template_name = _CHOICES


class _Searchable:
    """A select that a script makes into a combobox; without the script it is the select that it is."""

    class Media:
        css = _STYLE
        js = [_MODULE]

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """Add the words that the script says."""
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)  # type: ignore[misc]
        return {**attrs, "data-combobox": _words()}

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add to an option what stands beside its name, and what else it is found by."""
        option: dict[str, Any] = super().create_option(name, value, label, *args, **kwargs)  # type: ignore[misc]
        note, known_as = self.described(value)
        if note:
            option["attrs"]["data-note"] = note
        option["attrs"]["data-terms"] = "|".join(dict.fromkeys(fold(text) for text in known_as or [str(label)]))
        return option

    def described(self, value: Any) -> tuple[str, list[str]]:
        """Return what stands beside an option's name, and the names it is found by where that is not just its own."""
        return "", []


class Combobox(_Searchable, forms.Select):
    """One of many choices, found by typing."""


class ComboboxMultiple(_Searchable, forms.SelectMultiple):
    """Several of many choices, found by typing."""


class ConceptCombobox(ComboboxMultiple):
    """Themes or target groups, found by their name or by what they are."""

    def __init__(self, kind: str, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.kind = kind

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        """Return the options, with each concept's line beside it."""
        from cases.models.vocabulary import Vocabulary

        self._terms = {term.code: term for term in Vocabulary.for_active_language().terms(self.kind)}
        return super().optgroups(name, value, attrs)

    def described(self, value: Any) -> tuple[str, list[str]]:
        """Return the concept's line; it is found by what stands there, too."""
        term = self._terms.get(str(value))
        return (term.short, [term.name, term.short]) if term else ("", [])


class MunicipalityCombobox(ComboboxMultiple):
    """Municipalities, found by today's name, Sámi or Kven name, old name, number or old number."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        """Return the options; what each was called before is read once for all of them."""
        from cases.lookup import remembered_gazetteer

        self._former = remembered_gazetteer().former()
        return super().optgroups(name, value, attrs)

    def described(self, value: Any) -> tuple[str, list[str]]:
        """Return the number, and every name."""
        place = value.instance
        abroad = "" if place.country == "NO" else f"{place.get_country_display()} · "
        former = self._former.get((place.country, place.number), [])
        names = [part for text in (place.official_name, *place.other_names, *former) for part in text.split(" - ")]
        return f"{abroad}{place.number}", [place.name, place.number, *names]


class CountryCombobox(Combobox):
    """A country, by its name in the editor's language; Norway and Denmark first."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        """Return the options; their names follow the language that is active now."""
        first = [(code, str(countries.name(code))) for code in ("NO", "DK")]
        self.choices = first + [(code, str(name)) for code, name in countries if code not in ("NO", "DK")]
        return super().optgroups(name, value, attrs)


class PartnerNameInput(forms.TextInput):
    """A partner's name; typing suggests partners of other cases, and choosing one fills in the rest."""

    class Media:
        css = _STYLE
        js = [_MODULE]

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """Name the list of suggestions, which stands once in the form."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "list": PARTNER_LIST, "data-combobox": _words(), "autocomplete": "off"}


PARTNER_LIST = "partner-suggestions"

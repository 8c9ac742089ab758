"""The forms of somebody's own page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.languages import language_of, languages_for
from portal.accounts.models import User
from portal.plain_names import validate_plain_name


class AboutMeForm(forms.ModelForm):
    """What somebody is called, and the language in which the portal writes to them."""

    language = forms.ChoiceField(label=_("Language"), widget=forms.Select(attrs={"class": "ds-input"}))

    class Meta:
        model = User
        fields = ("first_name", "last_name")

    def __init__(self, data: Any = None, *, instance: User) -> None:
        super().__init__(data, instance=instance, label_suffix="")
        for name, label, autocomplete in (
            ("first_name", _("First name"), "given-name"),
            ("last_name", _("Last name"), "family-name"),
        ):
            self.fields[name].label = label
            # The name stands in the invitations that one sends.
            self.fields[name].validators.append(validate_plain_name)
            self.fields[name].widget.attrs.update({"class": "ds-input", "autocomplete": autocomplete})
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)  # noqa: S101 - made above
        language.choices = languages_for(instance)
        language.initial = language_of(instance)
        language.help_text = _("The language of the e-mails that you get from us.")


class DeletionForm(forms.Form):
    """The code that came by e-mail; whoever writes it has read what will be gone."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "ds-input", "inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}
        ),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")

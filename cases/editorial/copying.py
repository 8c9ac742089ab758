"""The form that asks where a copy of a case goes."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from wagtail.admin.forms.pages import CopyForm

from cases.addresses import RESERVED, is_reserved


class CaseCopyForm(CopyForm):
    """Wagtail's, which says beside the field that an address is the portal's own."""

    def clean_new_slug(self) -> str:
        """Return the copy's address."""
        slug: str = self.cleaned_data["new_slug"]
        if is_reserved(slug, self.page.locale.language_code):
            raise ValidationError(RESERVED)
        return slug

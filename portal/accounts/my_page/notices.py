"""What the portal writes to everybody with an account about."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.my_page.sections import Notice


def account_notices(user: User) -> Sequence[Notice]:
    """Return what nobody can turn off, as it guards the account."""
    return [
        Notice(_("Codes and links that you ask for, and a notice when something about your sign-in changes.")),
        Notice(_("A month before we delete an account that nobody uses.")),
    ]

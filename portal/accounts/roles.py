"""What a role opens, asked of the database for each request: whoever loses one has lost it at once, everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    from portal.accounts.models import User


def may_open_admin(user: User | AnonymousUser) -> bool:
    """Say whether somebody is an editor, publisher or administrator; Django lets a disabled account do nothing."""
    return user.has_perm("wagtailadmin.access_admin")

"""What people change on their own page."""

from __future__ import annotations

from django.db import transaction
from wagtail.users.models import UserProfile

from portal.accounts.models import User


@transaction.atomic
def save_about_me(*, user: User, first_name: str, last_name: str, language: str) -> User:
    """Store name and language; ValidationError for a name that is too long."""
    user.first_name, user.last_name = first_name.strip(), last_name.strip()
    user.full_clean(exclude=["password", "email"])
    user.save(update_fields=["first_name", "last_name"])
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    return user

"""Users of each role."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group


def make_user(role: str = "Editors", email: str = "") -> Any:
    """Return a user of a group, or an administrator for `administrator`."""
    users = get_user_model().objects
    email = email or f"{role.lower()}-{users.count()}@example.org"
    if role == "administrator":
        return users.create_superuser(email, "correct-horse-battery")
    user = users.create_user(email, "correct-horse-battery", first_name="Test", last_name=role)
    user.groups.add(Group.objects.get(name=role))
    return user

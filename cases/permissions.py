"""Who may do what with the library's own models in the admin."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy


class ChangeOnlyPolicy(ModelPermissionPolicy):
    """Codes are in code: what belongs to them can be changed and viewed, never added or deleted, by anyone."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Say whether a user may do something."""
        return action in ("change", "view") and super().user_has_permission(user, action)


def register() -> None:
    """Register the policies; called when the app is ready."""
    from cases.models import ConceptText

    register_permission_policy(ConceptText, ChangeOnlyPolicy(ConceptText))

"""Who may do what with the library's own models in the admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from cases.uploads.reading import is_published


class ChangeOnlyPolicy(ModelPermissionPolicy):
    """Codes are in code: what belongs to them can be changed and viewed, never added or deleted, by anyone."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Say whether a user may do something."""
        return action in ("change", "view") and super().user_has_permission(user, action)


class PublicFilePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy for files, but what readers see is for those to change or delete who may take it off the site.

    A file that is replaced is replaced on every published page, which no review has seen.
    """

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """Say whether a user may do any of these with a file."""
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        harmless = set(actions) - {"change", "delete"}
        if harmless and super().user_has_any_permission_for_instance(user, harmless, instance):
            return True
        return PagePermissionPolicy(Page).user_has_permission(user, "publish") or not is_published(instance)


def register() -> None:
    """Register the policies; called when the app is ready."""
    from cases.models import ConceptText, PortalDocument, PortalImage

    register_permission_policy(ConceptText, ChangeOnlyPolicy(ConceptText))
    for model, shipped in ((PortalImage, "wagtailimages.Image"), (PortalDocument, "wagtaildocs.Document")):
        policy = PublicFilePolicy(model, auth_model=shipped, owner_field_name="uploaded_by_user")
        # For exactly this model: Wagtail registers its own later, for models of this kind.
        register_permission_policy(model, policy, exact_class=True)

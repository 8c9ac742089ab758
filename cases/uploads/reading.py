"""Who may read an uploaded document: everyone when a published page refers to it, else the people who work with it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry
from wagtail.signals import page_published

from cases.models import PortalDocument, PortalImage

_WORK = ["add", "change", "delete", "choose"]


def is_published(file: PortalDocument | PortalImage) -> bool:
    """Say whether a page that readers can see refers to a document or a picture.

    The index tells what a page's published version refers to, not its draft. Whether the page is live is asked of the
    page itself, so that a document is gone with the last page that shows it, in the same moment.
    """
    references = ReferenceIndex.get_references_to(file).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    pages = {int(pk) for pk in references.values_list("object_id", flat=True)}
    return bool(pages) and Page.objects.live().filter(pk__in=pages).exists()


def may_read(document: PortalDocument, user: Any) -> bool:
    """Say whether a visitor may read a document, or an editor who may do anything with it."""
    return _works_with(document, user) or is_published(document)


def _works_with(document: PortalDocument, user: Any) -> bool:
    if isinstance(user, AnonymousUser) or not user.is_active or not user.has_perm("wagtailadmin.access_admin"):
        return False
    policy = policy_registry.get_by_type(PortalDocument)
    return policy.user_has_any_permission_for_instance(user, _WORK, document)


def refuse_hidden_document(document: PortalDocument, request: HttpRequest) -> None:
    """Answer as if there were no such document when it is not for this reader; called before one is served."""
    if not may_read(document, request.user):
        raise Http404


def note_references(sender: type[Page], instance: Page, **_kwargs: Any) -> None:
    """Bring the index up to date with what was published; Wagtail leaves that to a task, which may come late."""
    ReferenceIndex.create_or_update_for_object(instance)


def connect() -> None:
    """Listen to publications; called when the app is ready."""
    page_published.connect(note_references, dispatch_uid="cases.uploads.note_references")

"""Where a page stands in storage: what an editor's form was loaded with, and what has happened since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, PageLogEntry, Revision, WorkflowState

# What a form knows of a page that its sender was making and had not seen in storage.
UNSEEN = "unseen"


@dataclass(frozen=True)
class Loaded:
    """What a form was loaded with: a fingerprint of all that matters, the version, the newest line of the log."""

    fingerprint: str
    version: str
    log: str

    @classmethod
    def now(cls, page_id: int) -> Loaded:
        """Return how a page stands now, or stood when the transaction began to look. Four queries."""
        page = Page.objects.values("live", "live_revision_id", "latest_revision_id", "locked_by_id", "locked").get(
            pk=page_id
        )
        revision = Revision.objects.filter(pk=page["latest_revision_id"]).values_list("created_at", flat=True).first()
        review = (
            WorkflowState.objects.filter(base_content_type__model="page", object_id=str(page_id))
            .order_by("-created_at", "-pk")
            .values_list("pk", "status", "current_task_state_id", "current_task_state__status")
            .first()
        )
        scheduled = (
            Revision.page_revisions.filter(object_id=str(page_id), approved_go_live_at__isnull=False)
            .values_list("pk", flat=True)
            .first()
        )
        newest = PageLogEntry.objects.filter(page_id=page_id).order_by("-pk").values_list("pk", flat=True).first()
        facts = repr([sorted(page.items()), revision and revision.isoformat(), review, scheduled])
        return cls(
            fingerprint=hashlib.sha256(facts.encode()).hexdigest()[:32],
            version=str(page["latest_revision_id"] or ""),
            log=str(newest or 0),
        )

    @classmethod
    def sent_in(cls, data: Any) -> Loaded:
        """Return what a form says that it was loaded with; empty texts for what it does not say."""
        return cls(*(data.get(f"loaded_{name}", "") for name in ("fingerprint", "version", "log")))

    def as_fields(self) -> dict[str, str]:
        """Return names and values of the form's hidden fields."""
        return {f"loaded_{name}": getattr(self, name) for name in ("fingerprint", "version", "log")}


@dataclass(frozen=True)
class Happening:
    """Something that somebody did with a page: who, what in words, when."""

    who: str
    what: str
    when: datetime


def happenings_since(page: Page, loaded: Loaded, *, viewer: Any) -> list[Happening]:
    """Return what was done with a page after a form was loaded, newest first, each kind once a person."""
    seen: set[tuple[Any, str]] = set()
    found = []
    if loaded.log.isdecimal() and len(loaded.log) < 19:
        entries = PageLogEntry.objects.filter(page_id=page.pk, pk__gt=int(loaded.log)).select_related("user")
        for entry in entries.exclude(action__startswith="wagtail.comments").order_by("-pk")[:50]:
            if (entry.user_id, entry.action) not in seen:
                seen.add((entry.user_id, entry.action))
                found.append(Happening(name_of(entry.user, viewer), str(entry.message), entry.timestamp))
    revision = page.latest_revision
    if not found and revision:
        found.append(Happening(name_of(revision.user, viewer), _("Saved a new version"), revision.created_at))
    return found


def name_of(user: Any, viewer: Any) -> str:
    """Return who did something, as the viewer says it."""
    if user is None:
        return _("The portal itself")
    if user.pk == viewer.pk:
        return _("You, in another window")
    return str(get_user_display_name(user))


# Of a version's rows: what is kept about them, not what somebody wrote.
_KEPT = {"pk", "id", "page", "translation_key", "locale"}


def written_in(content: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return what somebody wrote in the fields and rows of these names of a version's content."""
    return {name: _without_bookkeeping(content[name]) for name in names if name in content}


def _without_bookkeeping(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_bookkeeping(one) for one in value]
    if isinstance(value, dict):
        return {key: _without_bookkeeping(one) for key, one in value.items() if key not in _KEPT}
    return value

"""What follows from a publication, whoever and whatever published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local
from typing import Any

from wagtail.signals import page_published

from cases.models import CasePage
from cases.services import share_facts, take_facts

_state = local()


@contextmanager
def without_sharing() -> Iterator[None]:
    """Publish without giving facts to translations: for whoever sees to it that all translations get the same facts."""
    before = getattr(_state, "silent", False)
    _state.silent = True
    try:
        yield
    finally:
        _state.silent = before


def share_facts_of_published_case(sender: type[CasePage], instance: CasePage, **kwargs: Any) -> None:
    """Give the translations of a case its facts. Their own publication, which follows, does not do it again."""
    if getattr(_state, "silent", False):
        return
    revision = kwargs.get("revision")
    share = take_facts if instance.source_page() else share_facts
    with without_sharing():
        share(instance, user=revision.user if revision else None)


def connect() -> None:
    """Listen; called when the app is ready."""
    page_published.connect(share_facts_of_published_case, sender=CasePage, dispatch_uid="cases.share_facts")

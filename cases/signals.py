"""What follows from a publication, whoever and whatever published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import local
from typing import Any

from django.core.signals import request_finished, request_started
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.signals import page_published

from cases.models import CasePage, ConceptText
from cases.models.vocabulary import forget_vocabularies, remember_during_request
from cases.search.index import forget_case, rebuild
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


def forget_deleted_case(sender: type[CasePage], instance: CasePage, **kwargs: Any) -> None:
    """Take a case that is deleted out of the search."""
    forget_case(instance.pk)


def fill_empty_search(plan: Sequence[Any] = (), **kwargs: Any) -> None:
    """Read the cases of a library that was there before the search was, once its tables have been made."""
    if kwargs["sender"].label != "home":
        return  # the last of our own apps; by then all tables are there
    made = {(migration.app_label, migration.name) for migration, is_backwards in plan if not is_backwards}
    if ("cases", "0009_search") in made:
        rebuild()


def connect() -> None:
    """Listen; called when the app is ready."""
    post_migrate.connect(fill_empty_search, dispatch_uid="cases.search.fill")
    post_delete.connect(forget_deleted_case, sender=CasePage, dispatch_uid="cases.search.deleted")
    page_published.connect(share_facts_of_published_case, sender=CasePage, dispatch_uid="cases.share_facts")
    request_started.connect(remember_during_request, dispatch_uid="cases.vocabularies.begin")
    request_finished.connect(forget_vocabularies, dispatch_uid="cases.vocabularies.end")
    post_save.connect(forget_vocabularies, sender=ConceptText, dispatch_uid="cases.vocabularies.changed")

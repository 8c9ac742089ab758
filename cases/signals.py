"""What follows from a publication, whoever and whatever published."""

from __future__ import annotations

from threading import local
from typing import Any

from wagtail.signals import page_published

from cases.models import CasePage
from cases.services import share_facts

_state = local()


def share_facts_of_published_case(sender: type[CasePage], instance: CasePage, **kwargs: Any) -> None:
    """Give the other translations of a case its facts. Their own publication, which follows, does not do it again."""
    if getattr(_state, "sharing", False):
        return
    _state.sharing = True
    try:
        share_facts(instance)
    finally:
        _state.sharing = False


def connect() -> None:
    """Listen; called when the app is ready."""
    page_published.connect(share_facts_of_published_case, sender=CasePage, dispatch_uid="cases.share_facts")

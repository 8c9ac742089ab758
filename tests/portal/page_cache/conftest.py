"""A commit within a test, and a visitor for whom pages are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from portal.page_cache.edition import Editions

Commit = Callable[[], str]


@pytest.fixture
def commit(db: None) -> Commit:
    """Does what a commit does for the edition, and returns its name: the test's own transaction is never committed."""
    editions = Editions()

    def do() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        return editions.current()

    return do


@pytest.fixture
def visitor(client: Client, settings: Any, commit: Commit) -> Client:
    """A visitor of a portal that keeps pages."""
    settings.PAGE_CACHE = True
    commit()
    return client

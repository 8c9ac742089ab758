"""What all tests share: a database cloned from a migrated template, and the pages that migrations plant."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.utils import translation
from hypothesis import settings

from tests.databases import cloned_database

settings.register_profile("soak", max_examples=10_000)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Clone a migrated template instead of migrating in each worker: a second instead of most of a minute."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock(), cloned_database(f"test_portal_{worker}_{os.getpid()}"):
        yield


@pytest.fixture(autouse=True)
def _empty_caches() -> None:
    """A test's pages, and the root paths that Wagtail keeps, must not be another's: all have the same edition."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True)
def _first_language() -> Iterator[None]:
    """A request leaves its language active in its thread, here the next test's."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def demo_library(db: None) -> None:
    """The demo library, imported as `load_demo` does."""
    from home.demo import load_demo

    result = load_demo()
    assert result is not None
    assert result.problems == []

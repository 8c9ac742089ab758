"""A running portal and a browser. Without Chromium the journeys are skipped; with CI=true that is a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, StorageState, expect, sync_playwright

from home.demo import DEMO_PASSWORD
from tests.databases import cloned_database
from tests.e2e.server import running_portal
from tests.e2e.visitor import Visitor

_HERE = Path(__file__).parent
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_MISSING = "No Chromium for the journeys: install chromium, or set CHROMIUM to a browser's path."
# What takes a moment on a quiet machine takes some seconds where two windows and two servers share two cores.
expect.set_options(timeout=60_000)
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def _chromium() -> str:
    """Return the browser's path, or an empty text."""
    wanted = os.environ.get("CHROMIUM", "")
    return next((path for name in (wanted, *_NAMES) if name and (path := shutil.which(name))), "")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to begin without a browser where journeys may not be skipped."""
    if os.environ.get("CI", "") == "true" and not config.option.collectonly and not _chromium():
        raise pytest.UsageError(_MISSING)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark everything in this folder as e2e; without a browser, keep one test that says so for all of them."""
    journeys = [item for item in items if _HERE in item.path.parents]
    for item in journeys:
        item.add_marker(pytest.mark.e2e)
    if not journeys or config.option.collectonly or _chromium():
        return
    journeys[0].add_marker(pytest.mark.skip(reason=_MISSING))
    items[:] = [item for item in items if item not in journeys[1:]]
    config.hook.pytest_deselected(items=journeys[1:])


@pytest.fixture(scope="package")
def portal_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the running portal puts uploads, letters and its log."""
    return tmp_path_factory.mktemp("portal")


@pytest.fixture
def letter_to(portal_folder: Path) -> Callable[[str], str]:
    """Return the last letter that the portal has sent to an address, as text."""

    def last(email: str) -> str:
        letters = [message_from_bytes(path.read_bytes()) for path in sorted((portal_folder / "mail").glob("*.log"))]
        return next(str(one.get_payload(decode=True), "utf-8") for one in reversed(letters) if one["To"] == email)

    return last


@pytest.fixture(scope="package")
def portal(django_db_blocker: Any, portal_folder: Path) -> Iterator[str]:
    """The address of a running portal with the demo and more."""
    name = f"test_portal_e2e_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with (
        django_db_blocker.unblock(),
        cloned_database(name),
        running_portal(name, portal_folder) as address,
    ):
        yield address


@pytest.fixture(scope="package")
def browser(portal: str) -> Iterator[Browser]:
    """Chromium. It ends before the database does: while its driver runs, Django lets nobody use one in this thread."""
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=_chromium(), args=_ARGUMENTS)
        yield window
        window.close()


Visit = Callable[..., Visitor]
SignedIn = Callable[[str], StorageState]


@pytest.fixture(scope="package")
def signed_in(browser: Browser, portal: str) -> SignedIn:
    """The cookies of somebody who has signed in at the door of the admin; each of them walks through it once."""
    states: dict[str, StorageState] = {}

    def cookies_of(email: str) -> StorageState:
        if email not in states:
            visitor = Visitor.open(browser, portal)
            page = visitor.go("/logg-inn/passord/")
            page.get_by_label("E-postadresse").fill(email)
            page.locator("[name=password]").fill(DEMO_PASSWORD)
            visitor.follow(page.get_by_role("main").get_by_role("button", name="Logg inn", exact=True))
            states[email] = visitor.context.storage_state()
            visitor.context.close()
            assert visitor.troubles == []
        return states[email]

    return cookies_of


@pytest.fixture
def visit(browser: Browser, portal: str, signed_in: SignedIn) -> Iterator[Visit]:
    """Opens windows, signed in with `as_="…@…"`; fails when one of them has met an error or asked another host."""
    visitors: list[Visitor] = []

    def open_window(as_: str = "", **options: Any) -> Visitor:
        if as_:
            options["storage_state"] = signed_in(as_)
        visitors.append(Visitor.open(browser, portal, **options))
        return visitors[-1]

    yield open_window
    for visitor in visitors:
        visitor.context.close()
    assert [trouble for visitor in visitors for trouble in visitor.troubles] == []


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def reader(request: pytest.FixtureRequest, visit: Visit) -> Visitor:
    """A reader's window, once with and once without JavaScript."""
    return visit(java_script_enabled=request.param)

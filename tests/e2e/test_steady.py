"""Nothing moves while a page arrives: pictures have their place, and the font takes that of one like it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from tests.e2e import addresses as at
from tests.e2e.conftest import Visit

PAGES = {
    "home": at.home("nb"),
    "index": at.INDEX["nb"],
    "case": at.PICTURE,
    "article": at.page_types()["article-nb"],
    "long": at.LONG,
}
SIZES = {"wide": (1280, 900), "narrow": (390, 844)}
# The sum of what moved, as browsers count it: 0.1 is what they call good.
_WATCH = """
window.moved = [];
new PerformanceObserver(list => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.moved.push(shift.value);
}).observe({type: "layout-shift", buffered: true});
"""
_PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"


def _arrive_late(visit: Visit, path: str, size: str, *kinds: str) -> float:
    """Open a page, let what is of these kinds come when all else stands, and return how much moved."""
    width, height = SIZES[size]
    visitor = visit(viewport={"width": width, "height": height})
    page: Page = visitor.page
    page.add_init_script(_WATCH)
    held: list[Route] = []
    open_doors: list[bool] = []

    def hold(route: Route) -> None:
        if open_doors or route.request.resource_type not in kinds:
            route.continue_()
        else:
            held.append(route)

    page.route("**/*", hold)
    page.goto(path, wait_until="commit")
    page.locator(".site-footer").wait_for(state="attached")
    page.wait_for_function("document.readyState !== 'loading'")
    page.evaluate(_PAINTED)
    open_doors.append(True)
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(_PAINTED)
    assert held or "image" in kinds, "nothing was held back"
    return sum(page.evaluate("window.moved"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_moves_when_pictures_arrive(visit: Visit, name: str, size: str) -> None:
    assert _arrive_late(visit, PAGES[name], size, "image") == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_hardly_anything_moves_when_the_font_arrives(visit: Visit, name: str, size: str) -> None:
    moved = _arrive_late(visit, PAGES[name], size, "font")
    print(f"{name} {size}: {moved:.4f}")
    assert moved < 0.05

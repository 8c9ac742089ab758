"""Narrow windows, large text and wide spacing: nothing is cut off, and nobody has to scroll sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e import addresses as at
from tests.e2e.conftest import Visit

PAGES = at.page_types()
KINDS = at.in_all_languages()
# Elements with text of their own that does not fit in them.
_CUT_OFF = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
  const style = getComputedStyle(e);
  const hides = style.overflowX !== 'visible' || style.overflowY !== 'visible';
  const hidden = e.closest('.visually-hidden, svg') || !e.checkVisibility();
  const cut = e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1;
  return hides && cut && !hidden && e.textContent.trim();
}).map(e => e.tagName + '.' + e.className)"""
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_OPEN_ALL = "document.querySelectorAll('details').forEach(e => e.open = true)"


def _complaints(page: Page) -> list[str]:
    page.evaluate(_OPEN_ALL)
    sideways = page.evaluate(_TOO_WIDE)
    return [*([f"{sideways} px too wide"] if sideways > 0 else []), *page.evaluate(_CUT_OFF)]


def _style(page: Page, rules: str) -> None:
    page.add_style_tag(content=rules)


@pytest.mark.parametrize("kind", KINDS)
def test_fits_in_320_pixels(visit: Visit, kind: str) -> None:
    visitor = visit(viewport={"width": 320, "height": 700})
    for name, address in KINDS[kind].items():
        assert _complaints(visitor.go(address)) == [], name


@pytest.mark.parametrize("name", [name for name in PAGES if name.endswith("-nb") or name == "case-long"])
def test_bears_text_of_twice_the_size(visit: Visit, name: str) -> None:
    page = visit(bypass_csp=True).go(PAGES[name])
    size = "parseFloat(getComputedStyle(document.querySelector('main p, main li')).fontSize)"
    before = page.evaluate(size)
    _style(page, "html { font-size: 200% }")
    assert page.evaluate(size) >= 1.9 * before
    assert _complaints(page) == []


@pytest.mark.parametrize("name", ["home-nb", "index-nb", "case-long", "model-nb", "value-nb"])
def test_bears_the_text_spacing_of_wcag(visit: Visit, name: str) -> None:
    page = visit(viewport={"width": 390, "height": 900}, bypass_csp=True).go(PAGES[name])
    spacing = "line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important"
    _style(page, f"* {{ {spacing} }} p {{ margin-bottom: 2em !important }}")
    assert _complaints(page) == []

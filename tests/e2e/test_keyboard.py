"""The portal without a mouse: everything can be reached in the order it is read, seen when reached, and used."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import addresses as at
from tests.e2e.conftest import Visit

OWNER, EDITOR = "owner@example.org", "redaktor@example.org"
# What has the focus: its place in the document, its words, whether it is in view and whether the focus can be seen.
_FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const all = [...document.querySelectorAll('*')];
  const outline = e => e && getComputedStyle(e);
  const shown = e => e && outline(e).outlineStyle !== 'none' && parseFloat(outline(e).outlineWidth) >= 2;
  // A point of the map is ringed, and its name comes out over the points that lie close.
  const ring = element.matches('.count-map__point') && getComputedStyle(element.querySelector('circle'));
  const ringed = ring && ring.stroke !== 'none' && parseFloat(ring.strokeWidth) >= 3;
  const box = element.getBoundingClientRect();
  const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    at: all.indexOf(element),
    what: element.tagName + ' ' + (element.textContent || element.name || element.id).trim().slice(0, 40),
    visible: ringed || shown(element) || shown(element.closest('.case-card, .concept-link, .onward__step')),
    inView: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !ringed && !(middle && (element.contains(middle) || middle.contains(element))),
  };
}"""


def _tab_through(page: Page, at_most: int = 200) -> list[dict]:
    """Press Tab until the focus leaves the page; return what had it."""
    reached = []
    for _press in range(at_most):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        if focused is None:
            return reached
        reached.append(focused)
    raise AssertionError(f"The focus never left {page.url}: {reached[-3:]}")


def _check_order(page: Page) -> None:
    """Check that Tab goes in the order of reading, and that what has the focus is in view and seen to have it."""
    reached = _tab_through(page)
    assert len(reached) >= 2
    places = [focused["at"] for focused in reached]
    assert places == sorted(places)
    assert [focused for focused in reached if not focused["visible"]] == []
    assert [focused for focused in reached if not focused["inView"]] == []
    assert [focused for focused in reached if focused["covered"]] == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "name",
    [
        *("home-nb", "index-nb", "chosen-nb", "case-nb", "case-long", "model-nb", "value-nb", "404-nb"),
        *("comparison-nb", "empty-nb", "second-page"),
        *("article-nb", "articles-nb", "municipality-nb", "county-nb", "which-place", "privacy-nb"),
    ],
)
def test_tab_order_is_reading_order_and_focus_is_seen(visit: Visit, name: str, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800}).go(at.page_types()[name])
    _check_order(page)


@pytest.mark.parametrize(
    ("who", "address"),
    [
        *(("", "/logg-inn/"), ("", "/logg-inn/passord/"), ("", "/logg-inn/nytt-passord/")),
        *((OWNER, "/min-side/"), (OWNER, "/min-side/sikkerhet/"), (OWNER, "/min-side/slett/")),
        *((OWNER, "/team/"), (OWNER, "/team/nytt/"), (EDITOR, "/min-side/sikkerhet/")),
    ],
)
def test_so_it_is_where_one_signs_in_and_on_ones_own_pages(visit: Visit, who: str, address: str) -> None:
    _check_order(visit(as_=who, viewport={"width": 390, "height": 800}).go(address))


def test_tab_reaches_every_control(visit: Visit) -> None:
    for name in ("home-nb", "index-nb", "case-nb"):
        page = visit().go(at.page_types()[name])
        reached = {focused["at"] for focused in _tab_through(page)}
        controls = page.evaluate(
            """() => { const all = [...document.querySelectorAll('*')];
            const control = 'a[href], button, input:not([type=hidden]), select, summary';
            return all.filter(e => e.matches(control) && e.checkVisibility({contentVisibilityAuto: true}))
              .map(e => all.indexOf(e)); }"""
        )
        assert sorted(reached) == controls, page.url


def test_skip_link_comes_first_and_leads_to_the_content(visit: Visit) -> None:
    for language in at.INDEX:
        page = visit().go(at.INDEX[language])
        page.keyboard.press("Tab")
        skip = page.locator(".ds-skip-link")
        expect(skip).to_be_focused()
        expect(skip).to_have_text(at.say(language, "Go to the content"))
        assert page.evaluate(_FOCUSED)["inView"]
        page.keyboard.press("Enter")
        expect(page.locator("#content")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("#q")).to_be_focused()


def test_enter_in_the_search_box_searches(visit: Visit) -> None:
    page = visit().go(at.home("nb"))
    page.locator("#home-q").press_sequentially("skøyter")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".case-card__title")).to_have_count(1)


@pytest.mark.parametrize("java_script", [True, False])
def test_facets_on_a_phone_are_opened_chosen_and_sent_by_keys(visit: Visit, java_script: bool) -> None:
    page = visit(viewport={"width": 390, "height": 800}, java_script_enabled=java_script).go(at.INDEX["nb"])
    facets, switch = page.locator(".facets"), page.locator(".facet-switch summary")
    expect(facets).to_be_hidden()
    switch.focus()
    page.keyboard.press("Enter")
    expect(facets).to_be_visible()
    for _press in range(2):  # past the first facet's own summary, to its first box
        page.keyboard.press("Tab")
    box = page.locator("input[name=field]").first
    expect(box).to_be_focused()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("field=equality"))
    expect(page.locator(".facet-switch__chosen")).to_have_text("1")
    if not java_script:  # a new page begins closed; one that changes in place stays as it was left
        expect(facets).to_be_hidden()


@pytest.mark.parametrize("java_script", [True, False])
def test_facets_are_always_open_on_a_wide_screen(visit: Visit, java_script: bool) -> None:
    page = visit(java_script_enabled=java_script).go(at.INDEX["nb"])
    expect(page.locator(".facets")).to_be_visible()
    expect(page.locator(".facet-switch")).to_be_hidden()
    expect(page.locator("input[name=field]").first).to_be_visible()


@pytest.mark.parametrize("java_script", [True, False])
def test_the_menu_on_a_phone_is_opened_and_followed_by_keys(visit: Visit, java_script: bool) -> None:
    page = visit(viewport={"width": 390, "height": 800}, java_script_enabled=java_script).go(at.home("nb"))
    links, switch = page.locator(".site-nav a"), page.locator(".menu-switch summary")
    expect(links.first).to_be_hidden()
    for _press in range(3):  # past the skip link and the name of the site
        page.keyboard.press("Tab")
    expect(switch).to_be_focused()
    page.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    assert links.count() >= 4
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    page.keyboard.press("Tab")
    expect(links.nth(1)).to_be_focused()
    address = links.nth(1).get_attribute("href")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(str(address))
    expect(page.locator(".site-nav [aria-current=page]")).to_have_count(1)
    expect(links.first).to_be_hidden()


def test_a_cloth_of_the_quilt_tells_its_case_by_pointer_and_by_focus(visit: Visit) -> None:
    page = visit().go(at.home("nb"))
    patch = page.locator(".patch").nth(3)
    label = patch.locator(".patch__label")
    expect(label).to_have_css("opacity", "0")
    patch.hover()
    expect(label).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    expect(label).to_have_css("opacity", "0")
    page.locator(".patch__link").nth(2).focus()
    page.keyboard.press("Tab")
    expect(label).to_have_css("opacity", "1")

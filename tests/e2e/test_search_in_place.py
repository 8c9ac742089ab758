"""The search page in a browser: it answers in place, keeps the focus, goes back, and suggests by keys."""

from __future__ import annotations

import re

from playwright.sync_api import Route, expect

from tests.e2e import addresses as at
from tests.e2e.conftest import Visit

HEADING, STATUS = "#hits-heading", "#results-status"


def test_what_is_ticked_answers_in_place_and_going_back_undoes_it(visit: Visit) -> None:
    page = visit().go(at.INDEX["nb"])
    everything = page.locator(HEADING).inner_text()
    page.locator("#facet-value > summary").click()
    page.evaluate("document.body.dataset.same = 'yes'")
    page.locator("#value-democracy").check()
    expect(page).to_have_url(re.compile(r"\?value=democracy$"))
    expect(page.locator(STATUS)).to_have_text(page.locator(HEADING).inner_text())
    expect(page.locator("#value-democracy")).to_be_focused()
    expect(page.locator("#facet-value")).to_have_attribute("open", "")
    page.locator("#q").fill("arbeid")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=arbeid&value=democracy$"))
    expect(page.locator("#q")).to_be_focused()
    expect(page).to_have_title(re.compile("arbeid"))
    page.locator(".chip-list .ds-chip").click()
    expect(page.locator(HEADING)).to_be_focused()
    for _step in range(3):
        page.go_back()
    expect(page.locator(HEADING)).to_have_text(everything)
    expect(page.locator("#value-democracy")).not_to_be_checked()
    assert page.evaluate("document.body.dataset.same") == "yes"


def test_what_is_ticked_while_an_answer_is_on_its_way_is_kept(visit: Visit) -> None:
    page = visit().go(at.INDEX["nb"])
    page.locator("#facet-value > summary").click()
    # A slow network: the answer comes when the reader has ticked the next.
    asked = re.compile(r"/caser/\?.*value=democracy")
    on_their_way: list[Route] = []
    page.route(asked, lambda route: on_their_way.append(route), times=1)  # playwright marks the function it is given
    with page.expect_request(asked):
        page.locator("#value-democracy").check()
    page.evaluate("document.addEventListener('htmx:beforeSwap', () => { document.body.dataset.answered = 'yes' })")
    page.clock.install()
    page.locator("#value-creativity").check()
    on_their_way[0].continue_()
    expect(page.locator("body")).to_have_attribute("data-answered", "yes")
    page.clock.run_for(500)
    expect(page).to_have_url(re.compile(r"value=\w+&value=\w+$"))
    expect(page.locator(".hits .ds-chip")).to_have_count(2)
    expect(page.locator("#value-creativity")).to_be_checked()


def test_coming_back_from_a_case_finds_the_whole_list(visit: Visit) -> None:
    page = visit().go(at.INDEX["nb"])
    page.locator("#facet-value > summary").click()
    page.locator("#value-democracy").check()
    expect(page).to_have_url(re.compile(r"value=democracy"))
    page.locator(".case-card__title a").first.click()
    expect(page.locator(HEADING)).to_have_count(0)
    page.go_back()
    expect(page.locator(HEADING)).to_be_visible()
    expect(page.locator(".site-header")).to_be_visible()
    expect(page.locator("#value-democracy")).to_be_checked()


def test_suggestions_are_chosen_by_keys_or_left_alone(visit: Visit) -> None:
    page = visit().go(at.INDEX["nb"])
    box, options = page.locator("#q"), page.locator("[role=option]")
    box.press_sequentially("larv")
    expect(options.first).to_contain_text("Larvik")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("larv")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"municipality=3909"))

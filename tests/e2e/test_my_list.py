"""Collecting cases: kept by the browser and shared by link; and comparing them, also where no script runs."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e import addresses as at
from tests.e2e.visitor import Visitor

ITEMS = ".list-item__title"
COLUMNS = ".compare__title"
COMPARE = re.compile(r"^Sammenlign – ")


def _named(what: str, title: str) -> re.Pattern[str]:
    """Return the name of a button on a case: what it does, and for those who do not see the card, to which."""
    return re.compile(rf"^{what} – {re.escape(title)}")


def test_a_list_is_collected_ordered_mended_and_shared_by_keyboard(visit) -> None:
    reader: Visitor = visit()
    page = reader.go(at.INDEX["nb"])
    buttons = page.locator("[data-list-case]")
    for number in range(3):
        buttons.nth(number).focus()
        page.keyboard.press("Enter")
        expect(buttons.nth(number)).to_contain_text("Ta ut av min liste")
    expect(page.locator("#my-list-said")).to_have_text("Lagret. Caser i lista di: 3.")
    reader.follow(page.get_by_role("link", name="Min liste"))
    expect(page.locator(ITEMS)).to_have_count(3)
    first, second, third = page.locator(ITEMS).all_inner_texts()
    page.get_by_role("button", name=_named("Flytt ned", first)).press("Enter")
    expect(page.locator(ITEMS)).to_have_text([second, first, third])
    expect(page.get_by_role("button", name=_named("Flytt ned", first))).to_be_focused()
    page.get_by_role("button", name=_named("Ta ut", second)).press("Enter")
    expect(page.locator(ITEMS)).to_have_text([first, third])
    expect(page.get_by_role("button", name="Angre")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(ITEMS)).to_have_text([second, first, third])
    page.get_by_label(f"Merknad – {first}").fill("Ta denne først")
    page.get_by_label("Navn på lista").fill("Til møtet")
    page.reload()
    expect(page.get_by_label("Navn på lista")).to_have_value("Til møtet")
    expect(page.get_by_label(f"Merknad – {first}")).to_have_value("Ta denne først")
    reader.follow(page.get_by_role("button", name="Del lista", exact=True))
    address = page.locator(".list-links a").first.get_attribute("href") or ""
    other: Visitor = visit()
    shared = other.go(re.sub("^https?://[^/]+", "", address))
    expect(shared.get_by_role("heading", level=1)).to_have_text("Til møtet")
    expect(shared.locator(".case-card__title a")).to_have_text([second, first, third])
    shared.get_by_role("button", name="Lagre alle disse i min liste").press("Enter")
    expect(shared.locator("[data-my-list-count]")).to_have_text("(3)")


def test_cases_are_put_beside_each_other_from_their_cards(reader: Visitor) -> None:
    page = reader.go(at.INDEX["nb"])
    reader.follow(page.get_by_role("link", name=COMPARE).first)
    page.locator("#compare-q").fill("kjøkken")
    reader.follow(page.locator(".compare__add form button"))
    reader.follow(page.locator(".add-list .ds-button").first)
    expect(page.locator(COLUMNS)).to_have_count(2)


def test_a_comparison_grows_from_the_cards_where_a_script_runs(visit) -> None:
    reader: Visitor = visit()
    page = reader.go(at.INDEX["nb"])
    for columns in (0, 2, 3):
        page = reader.go(at.INDEX["nb"])
        reader.follow(page.get_by_role("link", name=COMPARE).nth(columns))
        expect(page.locator(COLUMNS)).to_have_count(columns)


def test_no_button_is_shown_that_does_nothing(visit) -> None:
    page = visit(java_script_enabled=False).go(at.INDEX["nb"])
    assert page.locator("[data-list-case]").count()
    expect(page.locator("[data-list-case]:visible")).to_have_count(0)

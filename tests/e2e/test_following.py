"""A search is followed by e-mail: from the results as they stand, by who owns the address, until she stops."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from cases.following.addresses import confirm_link
from tests.e2e import addresses as at
from tests.e2e import library
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor


def test_the_search_that_is_followed_is_the_one_on_the_screen(visit: Visit) -> None:
    reader = visit()
    page = reader.go(at.INDEX["nb"])
    page.get_by_label("E-postadressen din").fill("kari@example.org")
    page.get_by_label("Hvor ofte").select_option("Hver måned")
    page.locator("#facet-value > summary").click()
    page.locator("#value-democracy").check()
    expect(page).to_have_url(re.compile(r"\?value=democracy$"))
    expect(page.locator(".follow__feed a")).to_have_attribute("href", re.compile(r"feed/\?value=democracy$"))
    expect(page.get_by_label("E-postadressen din")).to_have_value("kari@example.org")
    expect(page.get_by_label("Hvor ofte")).to_have_value("monthly")
    page.locator("#value-openness").check()
    expect(page).to_have_url(re.compile(r"value=openness"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?value=democracy$"))
    expect(page.locator("input[name=search][form=follow]")).to_have_value("value=democracy")
    email = page.get_by_label("E-postadressen din")
    email.fill("kari@example")
    with page.expect_navigation():
        email.press("Enter")
    expect(page.locator("#follow-email-fault")).to_be_visible()
    expect(page.locator(".followed li")).to_have_text(["Demokrati"])
    page.get_by_label("E-postadressen din").fill("kari@example.org")
    reader.follow(page.get_by_role("button", name="Følg på e-post"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Se i innboksen din")
    reader.follow(page.get_by_role("link", name="Tilbake til søket"))
    expect(page).to_have_url(re.compile(r"/caser/\?value=democracy$"))


def test_it_is_confirmed_changed_and_stopped_by_keyboard(visit: Visit) -> None:
    reader: Visitor = visit(java_script_enabled=False)
    page = reader.go(at.following("nb", confirm_link, library.TO_CONFIRM))
    with page.expect_navigation():
        page.get_by_role("button", name="Ja, følg søket").press("Enter")
    expect(page.locator("main [role=status]")).to_contain_text("Da er det bekreftet")
    page.get_by_label("Hvor ofte").press("ArrowDown")
    with page.expect_navigation():
        page.get_by_role("button", name="Lagre").press("Enter")
    expect(page.locator("main [role=status]")).to_have_text("Endringen er lagret.")
    expect(page.get_by_label("Hvor ofte")).to_have_value("monthly")
    with page.expect_navigation():
        page.get_by_role("button", name="Slutt å følge søket").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Adressen din er slettet.")
    assert reader.context.cookies() == []

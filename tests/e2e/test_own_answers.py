"""A team shows its result with the case; and a reader answers the same beside it, on a phone without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.test_teams import _button, _faultless, _link

OWNER = "owner@example.org"
ASSESSED = "/caser/ideen-som-ikke-kunne-vente-til-mandag/"
PHONE = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}


def _answer_all(page: Page) -> None:
    for group in page.locator(".own-form .scale").all():
        group.locator("input").nth(1).check()


def test_a_reader_compares_and_keeps_nothing_unless_asked(visit: Visit) -> None:
    page = visit(**PHONE).go(ASSESSED)
    expect(page.locator("#self-assessment")).to_be_visible()
    page.get_by_role("button", name="Svar på 11 påstander").click()
    page.get_by_role("button", name="Se resultatet").click()
    expect(page.get_by_role("alert").first).to_contain_text("minst én")
    _answer_all(page)
    page.get_by_role("button", name="Se resultatet").click()
    expect(page.locator(".own-results > li")).to_have_count(11)
    expect(page.locator(".own-results > li").first).to_contain_text("av svarene sier at det går bra")
    page.get_by_role("button", name="Endre svarene mine").click()
    expect(page.locator(".own-form input:checked")).to_have_count(11)
    page.get_by_role("button", name="Se resultatet").click()
    page.get_by_role("button", name="Ta vare på svarene mine").click()
    link = page.url
    expect(page.locator(".own-link a")).to_have_attribute("href", link)
    page.get_by_role("link", name="Slett svarene mine").click()
    page.get_by_role("button", name="Slett svarene mine").click()
    page.goto(link)
    expect(page.locator("h1")).to_have_text("Her er det ingen svar")


def _go_on(page: Page, control: Locator) -> None:
    """Click, and wait for the page it leads to: a fault looked for while pages change is found in neither."""
    with page.expect_navigation():
        control.click()


@pytest.mark.parametrize("address", ["/egenvurdering/egen/", "/nn/eigenvurdering/eigen/", "/en/assessment/own/"])
def test_no_fault_on_any_page_of_answering_alone(visit: Visit, address: str) -> None:
    page = visit().go(f"{address}?form=full")
    _faultless(page)
    _go_on(page, page.locator(".own-form > p button"))
    _faultless(page)
    _answer_all(page)
    _go_on(page, page.locator(".own-form > p button"))
    _faultless(page)
    _go_on(page, page.locator(".own-buttons button").first)
    _faultless(page)
    _go_on(page, page.locator(".own-next p a.ds-button"))
    _faultless(page)


def test_a_team_sends_its_choice_and_withdraws_it_again(visit: Visit) -> None:
    page = visit(as_=OWNER).go("/team/")
    _link(page, "Ideen som ikke kunne vente til mandag")
    _link(page, "Se rundene")
    _link(page, "Ett år etter (oppdiktet eksempel)")
    _link(page, "Velg hva casen viser av resultatet")
    expect(page.get_by_role("main")).to_contain_text("profilen")
    page.get_by_text("Slik vil spriket se ut").click()
    expect(page.locator(".publish-preview[open] .stack").first).to_be_visible()
    _faultless(page)
    page.locator("input[value=spread]").check()
    _button(page, "Send til gjennomgang")
    expect(page.locator("main [role=status]").first).to_contain_text("To redaktører leser det før det vises.")
    expect(page.get_by_role("main")).to_contain_text("Til gjennomgang")
    page.locator("input[value=profile]").check()
    _button(page, "Send til gjennomgang")
    expect(page.locator("main [role=status]").first).to_contain_text("Trukket tilbake.")

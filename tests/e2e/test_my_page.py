"""Somebody's own page, as a member meets it: on a phone without scripts, to the end of the account."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit

LetterTo = Callable[[str], str]
PHONE = {"viewport": {"width": 390, "height": 844}}
OWNER, GUEST = "owner@example.org", "gjest@example.org"


def _button(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def _code(letter_to: LetterTo) -> str:
    code = re.search(r"\b\d{4}-\d{4}\b", letter_to(GUEST))
    assert code
    return code[0]


def test_a_member_gets_an_account_and_deletes_it_on_a_phone_without_scripts(visit: Visit, letter_to: LetterTo) -> None:
    owner = visit(as_=OWNER, **PHONE, java_script_enabled=False).go("/team/")
    owner.get_by_role("main").get_by_role("link", name="I Larvik").first.click()
    owner.get_by_role("link", name="Inviter noen").click()
    owner.get_by_label("E-postadresse").fill(GUEST)
    _button(owner, "Send invitasjonen")

    link = re.search(r"https?://[^/\s]+(/invitasjon/\S+)", letter_to(GUEST))
    assert link
    guest = visit(**PHONE, java_script_enabled=False).go(link[1])
    _button(guest, "Send meg en kode")
    guest.get_by_label("Kode", exact=True).fill(_code(letter_to))
    _button(guest, "Logg inn")
    _button(guest, "Bli med i teamet")

    guest.goto("/min-side/")
    guest.get_by_label("Fornavn").fill("Gjest")
    _button(guest, "Lagre navn og språk")
    expect(guest.locator("main [role=status]")).to_have_text("Navnet og språket ditt er lagret.")
    with guest.expect_download() as download:
        _button(guest, "Hent dataene mine som en fil")
    assert GUEST in download.value.path().read_text(encoding="utf-8")

    guest.get_by_role("link", name="Slett kontoen min").click()
    _button(guest, "Send meg en kode")
    guest.get_by_label("Kode", exact=True).fill("0000-0000")
    _button(guest, "Slett kontoen min for godt")
    expect(guest.locator("main [role=alert], main .fault").first).to_contain_text("Koden stemmer ikke")
    guest.get_by_label("Kode", exact=True).fill(_code(letter_to))
    _button(guest, "Slett kontoen min for godt")
    expect(guest.get_by_role("heading", level=1)).to_have_text("Kontoen er slettet")
    assert "er slettet" in letter_to(GUEST)
    guest.goto("/min-side/")
    expect(guest.get_by_role("heading", level=1)).to_have_text("Logg inn")
    owner.reload()
    owner.goto("/team/")
    owner.get_by_role("main").get_by_role("link", name="I Larvik").first.click()
    owner.get_by_text("Dette har skjedd").click()
    expect(owner.get_by_role("main")).to_contain_text("Tidligere medlem forlot teamet")
    expect(owner.get_by_role("main")).not_to_contain_text(GUEST)


@pytest.mark.parametrize("start", ["/min-side/", "/nn/mi-side/", "/en/my-page/"])
def test_no_fault_on_my_page_or_on_that_where_an_account_is_deleted(visit: Visit, start: str) -> None:
    page = visit(as_=OWNER).go(start)
    delete = page.locator("a[href*='slett'], a[href*='delete']").get_attribute("href") or ""
    for address in (start, delete):
        page.goto(address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            faults = [(v["id"], node["html"]) for v in Axe().run(page).response["violations"] for node in v["nodes"]]
            assert faults == [], (address, scheme)
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)

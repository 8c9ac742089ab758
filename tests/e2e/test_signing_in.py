"""Signing in, as people do it: by a code on a phone without scripts; by passkey, app and recovery code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from home.demo import DEMO_PASSWORD
from tests.e2e import library
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor

LetterTo = Callable[[str], str]
PHONE = {"viewport": {"width": 390, "height": 844}}


def _button(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def _faultless(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = [rule["id"] for rule in Axe().run(page).response["violations"]]
        assert found == [], (page.url, scheme)
    page.emulate_media(color_scheme="light")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def _write_password(page: Page, email: str) -> None:
    page.goto("/logg-inn/passord/")
    page.get_by_label("E-postadresse").fill(email)
    page.get_by_label("Passord", exact=True).fill(DEMO_PASSWORD)
    _button(page, "Logg inn")


def _code_of(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("/logg-inn/", ("E-postadresse", "Send meg en kode", "Kode", "Logg inn", "Min side", "Logg ut")),
        ("/nn/logg-inn/", ("E-postadresse", "Send meg ein kode", "Kode", "Logg inn", "Mi side", "Logg ut")),
        ("/en/sign-in/", ("E-mail address", "Send me a code", "Code", "Sign in", "My page", "Sign out")),
    ],
)
def test_a_member_signs_in_by_a_code_on_a_phone_without_scripts(
    visit: Visit, letter_to: LetterTo, at: str, words: tuple[str, ...]
) -> None:
    address, send, code, sign_in, my_page, sign_out = words
    page = visit(**PHONE, java_script_enabled=False).go(at)
    page.get_by_label(address).fill(library.MEMBER)
    _button(page, send)
    found = re.search(r"\b\d{4}-\d{4}\b", letter_to(library.MEMBER))
    assert found
    page.get_by_label(code).fill(found[0].replace("-", " "))
    _button(page, sign_in)
    expect(page.get_by_role("heading", level=1)).to_have_text(my_page)
    page.get_by_role("main").get_by_role("link", name=sign_out).click()
    _button(page, sign_out)
    expect(page.get_by_role("heading", level=1)).to_have_text(sign_in)


def _with_authenticator(visitor: Visitor) -> None:
    """Give the browser a device that keeps passkeys and knows its owner."""
    devices = visitor.context.new_cdp_session(visitor.page)
    devices.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    able = {**kind, "isUserVerified": True, "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": able})


@pytest.fixture
def visit_by_name(browser: Browser, portal: str) -> Iterator[Visit]:
    """Opens windows at the same server by its other name: a passkey belongs to a name, not to a number."""
    visitors: list[Visitor] = []

    def open_window(**options: Any) -> Visitor:
        visitors.append(Visitor.open(browser, portal.replace("127.0.0.1", "localhost"), **options))
        return visitors[-1]

    yield open_window
    for visitor in visitors:
        visitor.context.close()
    assert [trouble for visitor in visitors for trouble in visitor.troubles] == []


def test_an_editor_makes_a_passkey_and_an_app_and_comes_in_without_the_phone(visit_by_name: Visit) -> None:
    visitor = visit_by_name()
    page = visitor.page
    _with_authenticator(visitor)
    _write_password(page, library.KEY_HOLDER)
    page.goto("/min-side/sikkerhet/")
    _faultless(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Legg til en passnøkkel").click()
    _faultless(page)
    page.get_by_label("Navn på passnøkkelen").fill("Jobbmobilen")
    _button(page, "Lag passnøkkelen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reservekoder")
    _faultless(page)
    codes = page.locator(".account__codes code").all_inner_texts()
    assert len(set(codes)) == 10
    page.goto("/min-side/sikkerhet/")
    expect(page.get_by_role("main")).to_contain_text("Jobbmobilen")
    page.get_by_role("link", name="Sett opp en app").click()
    secret = page.locator(".account__key").inner_text()
    _faultless(page)
    page.get_by_label("Kode").fill(_code_of(secret))
    _button(page, "Sett opp")
    expect(page.get_by_role("main")).to_contain_text("Appen ble satt opp")
    _faultless(page)

    page.goto("/logg-ut/")
    _button(page, "Logg ut")
    page.goto("/logg-inn/passord/?next=/admin/account/")
    _button(page, "Logg inn med passnøkkel")
    expect(page).to_have_url(re.compile(r"//[^/]+/admin/account/$"))
    page.goto("/logg-ut/")
    _button(page, "Logg ut")

    # Another machine; the phone with app and passkey is lost.
    other = visit_by_name(**PHONE, java_script_enabled=False).page
    _write_password(other, library.KEY_HOLDER)
    expect(other.get_by_role("heading", level=1)).to_have_text("Ett trinn til")
    other.get_by_label("Kode").fill("00000000")
    _button(other, "Logg inn")
    expect(other.get_by_role("main")).to_contain_text("Koden er ikke riktig")
    other.get_by_label("Kode").fill(codes[0])
    _button(other, "Logg inn")
    other.wait_for_url("**/admin/")

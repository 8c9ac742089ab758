"""Teams, as people meet them: from an invitation into one on a phone without scripts, and no fault on any page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit

LetterTo = Callable[[str], str]
PHONE = {"viewport": {"width": 390, "height": 844}}
OWNER = "owner@example.org"
LARVIK = "I Larvik møtes familier og fagfolk på kjøkkenet"


def _button(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name).click()


def _link(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def _faultless(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = [
            (rule["id"], node["html"]) for rule in Axe().run(page).response["violations"] for node in rule["nodes"]
        ]
        assert found == [], (page.url, scheme)
    page.emulate_media(color_scheme="light")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (page.url, width)


def test_from_an_invitation_by_a_code_into_the_team_on_a_phone_without_scripts(
    visit: Visit, letter_to: LetterTo
) -> None:
    owner = visit(as_=OWNER, **PHONE, java_script_enabled=False).go("/team/")
    _link(owner, LARVIK)
    _link(owner, "Inviter noen")
    owner.get_by_label("E-postadresse").fill("ny@example.org")
    owner.get_by_label("Nynorsk").check()
    _button(owner, "Send invitasjonen")
    expect(owner.locator("main [role=status]")).to_have_text("Invitasjonen er sendt.")

    link = re.search(r"https?://[^/\s]+(/nn/invitasjon/\S+)", letter_to("ny@example.org"))
    assert link
    guest = visit(**PHONE, java_script_enabled=False).go(link[1])
    expect(guest.get_by_role("heading", level=1)).to_have_text(f"Bli med i «{LARVIK}»")
    expect(guest.get_by_role("main")).to_contain_text("ny@example.org")
    _button(guest, "Send meg ein kode")
    code = re.search(r"\b\d{4}-\d{4}\b", letter_to("ny@example.org"))
    assert code
    guest.get_by_label("Kode").fill(code[0])
    _button(guest, "Logg inn")
    _button(guest, "Bli med i teamet")
    expect(guest.locator("main [role=status]")).to_have_text("Velkommen! Du er med i teamet.")
    expect(guest.get_by_role("main")).to_contain_text("ny@example.org (deg)")
    expect(guest.get_by_role("link", name="Skriv inn namnet ditt")).to_be_visible()
    _link(guest, "Gå ut av teamet")
    _button(guest, "Gå ut av teamet")
    expect(guest.locator("main [role=status]")).to_have_text("Du er ikkje lenger med i teamet.")


@pytest.mark.parametrize("start", ["/team/", "/nn/team/", "/en/team/"])
def test_no_fault_on_any_page_of_a_team(visit: Visit, start: str) -> None:
    page = visit(as_=OWNER).go("/team/")
    own = page.get_by_role("link", name=LARVIK).get_attribute("href") or ""
    waiting, seen = [start, own.replace("/team/", start)], set()
    while waiting:
        address = waiting.pop()
        kind = re.sub(r"\d+", "…", address)
        if kind in seen:
            continue
        seen.add(kind)
        page.goto(address)
        _faultless(page)
        waiting += [link for link in _addresses(page) if link.startswith(start)]
    # list, new, team, invite, change, member, leave, delete; its rounds and a new one
    assert len(seen) == 13
    page.goto(start + "nytt/" if "en" not in start else start + "new/")
    page.locator("main form button").click()
    expect(page.locator("#id_name_error")).to_be_visible()
    _faultless(page)


def _addresses(page: Page) -> list[str]:
    return page.eval_on_selector_all("main a[href]", "links => links.map(link => link.getAttribute('href'))")


def test_a_role_is_changed_by_keyboard_and_undone(visit: Visit) -> None:
    page = visit(as_=OWNER).go("/team/")
    _link(page, LARVIK)
    for role in ("Skribent", "Leser"):
        page.get_by_role("link", name="Endre – Lars Leser").press("Enter")
        page.get_by_role("radio", name=re.compile(f"^{role}")).press("Space")
        with page.expect_navigation():
            page.get_by_role("button", name="Endre rollen").press("Enter")
        expect(page.locator("main [role=status]")).to_have_text("Endringen er lagret.")
        expect(page.locator(".team-people li", has_text="Lars Leser")).to_contain_text(role)

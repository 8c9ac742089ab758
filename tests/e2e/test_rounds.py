"""Rounds, as a team meets them: from a new one by the poster and the counter to a result, and no fault on any page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import library
from tests.e2e.conftest import Visit
from tests.e2e.test_teams import _addresses, _button, _faultless, _link

WRITER, OWNER = "writer@example.org", "owner@example.org"
CAFE, ASSESSED = "Nabolagskafeen", "Ideen som ikke kunne vente til mandag"
PHONE = {"viewport": {"width": 390, "height": 844}}
IN_ALL = {"nb": "/team/", "nn": "/nn/team/", "en": "/en/team/"}


def _answer(visit: Visit, code: str) -> None:
    """Answer the first question, on a phone without scripts."""
    visitor = visit(java_script_enabled=False, **PHONE)
    page = visitor.go(f"/d/{code}/")
    page.locator("input[value=citizens]").check()
    visitor.follow(page.locator(".answer-form button"))
    page.locator("main fieldset").first.locator("input[type=radio]").nth(3).check()
    visitor.follow(page.get_by_role("main").get_by_role("button", name="Neste", exact=True))


def _open_round(page: Page, name: str) -> None:
    _link(page, CAFE)
    _link(page, "rund" if page.get_by_role("link", name="Se rundene").count() == 0 else "Se rundene")
    _link(page, "Åpne en runde")
    page.get_by_label("Hva kaller dere runden?").fill(name)
    page.get_by_label("NAV").check()
    page.get_by_role("radio", name=re.compile("Kort")).check()
    page.get_by_label("Minste gruppe som vises").fill("3")
    _button(page, "Åpne runden")


def test_from_a_new_round_by_poster_and_counter_to_a_result(visit: Visit) -> None:
    page = visit(as_=WRITER).go("/team/")
    _open_round(page, "Høsten 2026")
    expect(page.locator("main [role=status]").first).to_contain_text("Runden er åpen.")
    code = page.locator(".round-code").inner_text()
    _button(page, "Kopier lenken")
    expect(page.locator(".cite__told")).not_to_be_empty()
    room = page.url
    _link(page, "Plakat til å skrive ut eller vise på skjerm")
    expect(page.locator(".poster__code")).to_have_text(code)
    _faultless(page)
    page.goto(room.split("?")[0])
    counter = page.locator(".round-count__all")
    expect(counter).to_contain_text("0")
    for _person in range(3):
        _answer(visit, code.replace(" ", ""))
    # Nobody has loaded the page anew.
    expect(counter).to_contain_text("3")
    page.reload()
    _link(page, "Lukk runden")
    _button(page, "Lukk runden nå")
    expect(page.get_by_role("main")).to_contain_text("Runden er lukket. Ingen kan svare lenger.")
    _link(page, "Åpne runden igjen")
    _button(page, "Åpne runden igjen")
    expect(page.get_by_role("main")).to_contain_text("Runden er åpen igjen.")
    _link(page, "Lukk runden")
    _button(page, "Lukk runden nå")
    _link(page, "Vis resultatet")
    _button(page, "Vis resultatet")
    expect(page.get_by_role("main")).to_contain_text("Resultatet er klart.")
    expect(page.get_by_role("link", name="Åpne runden igjen")).to_have_count(0)
    _link(page, "Slett runden")
    _button(page, "Slett runden")
    _button(page, "Angre – Høsten 2026")
    expect(page.get_by_role("main")).to_contain_text("Runden er tilbake slik den var.")


def test_a_round_is_opened_and_closed_on_a_phone_without_scripts(visit: Visit) -> None:
    page = visit(as_=WRITER, java_script_enabled=False, **PHONE).go("/team/")
    _open_round(page, "Uten skript")
    expect(page.get_by_role("button", name="Kopier lenken")).to_be_hidden()
    expect(page.get_by_role("img", name="QR-kode som fører til runden")).to_be_visible()
    _link(page, "Tell på nytt")
    expect(page.locator(".round-count__all")).to_contain_text("0")
    page.goto(page.url + "lukk/")
    _button(page, "Lukk runden nå")
    expect(page.get_by_role("main")).to_contain_text("For få har svart")


@pytest.mark.parametrize("language", IN_ALL)
def test_no_fault_on_any_page_of_a_round(visit: Visit, language: str) -> None:
    page = visit(as_=OWNER).go("/team/")
    own = page.get_by_role("link", name=re.compile(ASSESSED)).get_attribute("href") or ""
    team = own.replace("/team/", IN_ALL[language])
    word = {"nb": "egenvurdering/", "nn": "eigenvurdering/", "en": "assessment/"}[language]
    waiting, seen = [team + word], set()
    while waiting:
        address = waiting.pop()
        kind = re.sub(r"\d+", "…", address)
        if kind in seen:
            continue
        seen.add(kind)
        page.goto(address)
        _faultless(page)
        waiting += [link for link in _addresses(page) if link.startswith(team + word) and "fil" not in link]
    assert {len(kind.removeprefix(re.sub(r"\d+", "…", team)).split("/")) for kind in seen} >= {2, 3, 4}
    page.goto(team + word + ("new/" if language == "en" else "ny/"))
    page.get_by_role("main").locator("form button").click()
    expect(page.locator("#id_name_error")).to_be_visible()
    _faultless(page)


@pytest.mark.parametrize("address", ["/egenvurdering/", "/nn/eigenvurdering/", "/en/assessment/"])
def test_the_front_page_leads_into_a_round_by_its_code(visit: Visit, address: str) -> None:
    visitor = visit(java_script_enabled=False, **PHONE)
    page = visitor.go(address)
    code = library.OPEN_ROUND
    page.locator("#code").fill(f"{code[:4]} {code[4:]}".lower())
    visitor.follow(page.locator(".join-form button"))
    expect(page.locator("input[name=group]").first).to_be_visible()
    visitor.go(address)
    page.locator("#code").fill("ingen kode")
    visitor.follow(page.locator(".join-form button"))
    expect(page.locator("main input[name=code]")).to_have_value("ingen kode")

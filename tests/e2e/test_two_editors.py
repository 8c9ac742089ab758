"""Two people in one case, in real windows: autosave, the second is told, and nothing is overwritten."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor

SAVED = "Lagret"


def _signed_in(visit: Visit, email: str) -> Visitor:
    visitor = visit(as_=email)
    visitor.go("/admin/")
    return visitor


def _write(page: Page, name: str, text: str) -> None:
    """Write as a person does; what is in the form when its scripts begin counts as loaded."""
    expect(page.locator("form[data-edit-form][data-w-unsaved-has-edits-value]")).to_be_attached()
    field = page.locator(f"[name={name}]")
    field.fill("")
    field.press_sequentially(text)
    field.press("Tab")


def _indicator(page: Page, words: str) -> None:
    expect(page.locator("#w-autosave-indicator")).to_contain_text(words, use_inner_text=True)


def test_the_second_of_two_is_told_and_keeps_what_she_wrote(visit: Visit) -> None:
    randi, paal = _signed_in(visit, "redaktor@example.org"), _signed_in(visit, "publisist@example.org")
    page = randi.follow(randi.page.get_by_role("link", name="Skriv en ny case"))
    _write(page, "title", "Kafeen på hjørnet")
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))
    _indicator(page, SAVED)

    other = paal.go(page.url)
    _write(other, "summary", "Pål skrev dette.")
    _indicator(other, SAVED)
    _write(page, "summary", "Randi skrev dette.")
    _indicator(page, "Automatisk lagring er satt på vent")

    page.locator("footer button[type=submit]").first.click()
    dialog = page.locator("#w-save-confirmation-dialog")
    expect(dialog).to_contain_text("Pål Publisist lagret en ny versjon")
    randi.follow(dialog.locator("[data-w-dialog-target=confirm]"))
    conflict = page.locator("#conflict")
    expect(conflict).to_contain_text("Ingenting er overskrevet")
    expect(conflict).to_contain_text("Pål Publisist")
    expect(page.locator("[name=summary]")).to_have_value("Randi skrev dette.")

    randi.follow(page.get_by_role("button", name="Lagre min som den nyeste versjonen"))
    expect(page.locator("[name=summary]")).to_have_value("Randi skrev dette.")
    expect(page.locator(".messages")).to_contain_text("ligger i historikken")
    _write(page, "summary", "Randi skrev mer.")
    _indicator(page, SAVED)
    randi.follow(page.locator("footer button[type=submit]").first)
    expect(page.locator("#conflict")).to_have_count(0)
    expect(page.locator("[name=summary]")).to_have_value("Randi skrev mer.")

"""An impact plan, as a team writes it: saved as one types, by several at once, and with a laptop that closes midway."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import library
from tests.e2e.conftest import Visit
from tests.e2e.test_teams import _faultless

OWNER, WRITER = "owner@example.org", "writer@example.org"
_STATE = "[data-part^=problem] [data-state]"


def _problem(page: Page) -> Page:
    """Go from one's teams to the first step of the plan; make it first where there is none."""
    page.goto("/team/")
    _follow(page, library.WITHOUT_PLAN)
    _follow(page, re.compile("Mål effekten|Åpne effektplanen"))
    expect(page).to_have_url(re.compile("/effekt/"))
    if page.get_by_role("link", name="Lag en effektplan").count():
        _follow(page, "Lag en effektplan")
        with page.expect_navigation():
            page.get_by_role("button", name="Lag planen").click()
        expect(page.locator("main [role=status]")).to_contain_text("Planen er laget")
    _follow(page, "1. Problemet")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Problemet")
    return page


def _follow(page: Page, name: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name).first.click()


def test_two_people_write_the_problem_and_a_laptop_closes_midway(visit: Visit) -> None:
    window = visit(as_=OWNER)
    owner = _problem(window.page)
    _faultless(owner)
    expect(owner.locator(_STATE)).to_be_hidden()
    owner.locator("textarea[name=problem]").fill("Mange faller fra på ungdomsskolen.")
    expect(owner.locator(_STATE)).to_have_text("Lagret.")

    writer = _problem(visit(as_=WRITER).page)
    expect(writer.locator("textarea[name=problem]")).to_have_value("Mange faller fra på ungdomsskolen.")
    writer.locator("textarea[name=problem]").fill("Mange på tiende trinn faller fra.")
    expect(writer.locator(_STATE)).to_have_text("Lagret.")

    # The network is gone, and then the laptop closes.
    window.context.set_offline(True)
    owner.locator("textarea[name=problem]").fill("Mange faller fra, og ingen")
    expect(owner.locator("[data-part^=problem]")).to_have_attribute("data-waiting", "1")
    owner.close()
    window.context.set_offline(False)
    window.troubles[:] = [trouble for trouble in window.troubles if "/effekt/del/problem/" not in trouble]

    owner = _problem(window.context.new_page())
    expect(owner.locator("textarea[name=problem]")).to_have_value("Mange faller fra, og ingen")
    expect(owner.locator(_STATE)).to_contain_text("Noen andre har endret det samme")
    expect(owner.locator("blockquote")).to_have_text("Mange på tiende trinn faller fra.")
    _faultless(owner)
    owner.locator("textarea[name=problem]").fill("Mange på tiende trinn faller fra, og ingen fanger dem opp.")
    owner.get_by_role("button", name="Behold min").click()
    expect(owner.locator(_STATE)).to_have_text("Lagret.")
    expect(owner.locator("blockquote")).to_have_count(0)
    writer.reload()
    expect(writer.locator("textarea[name=problem]")).to_have_value(re.compile("fanger dem opp"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_source_is_added_and_taken_out_again(visit: Visit, scripts: bool) -> None:
    page = _problem(visit(as_=OWNER, java_script_enabled=scripts).page)
    page.get_by_text("Legg til en kilde").click()
    new = page.locator(".part-new")
    new.get_by_label("Hvor vet dere det fra?").fill("Elevundersøkelsen")
    if scripts:
        page.reload()
        expect(new.get_by_label("Hvor vet dere det fra?")).to_have_value("Elevundersøkelsen")
    new.get_by_role("button", name="Legg til kilden").click()
    expect(page.locator("main [role=status]").first).to_have_text("Lagt til.")
    source = page.locator(".part", has=page.locator("[name=title]"))
    expect(source).to_have_count(1)
    expect(new.get_by_label("Hvor vet dere det fra?")).to_have_value("")
    source.get_by_role("button", name="Ta ut").click()
    expect(page.locator("#removed")).to_contain_text("Tatt ut")
    expect(source).to_have_count(0)

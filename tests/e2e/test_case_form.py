"""An editor tells a case in the real admin: by keyboard, saved as she writes, and still there the next day."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Response, expect

from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor

TABS = ["Fortelling", "Hvem og hvor", "Modellen", "Dokumentasjon og kilder", "Deling"]
SAVED_WITHIN = 60_000
# The form takes what is in it when it has settled for unchanged; a person is slower than that, a test is not.
_SAY_WHEN_WATCHED = "addEventListener('w-unsaved:watch-edits', () => (document.documentElement.dataset.watched = ''))"


@pytest.fixture
def desk(visit: Visit) -> Visitor:
    """An editor's window with a new case in it, saved with nothing but its title."""
    visitor = visit(as_="redaktor@example.org")
    visitor.context.add_init_script(_SAY_WHEN_WATCHED)
    page = visitor.go("/admin/")
    visitor.follow(page.get_by_role("link", name="Skriv en ny case").first)
    page.locator("html[data-watched]").wait_for()
    page.get_by_role("textbox", name="Tittel").press_sequentially("Kafeen på hjørnet", delay=150)
    expect(page).to_have_url(re.compile("/edit/$"), timeout=SAVED_WITHIN)
    return visitor


def _open(page: Page, tab: str) -> None:
    page.get_by_role("tab", name=tab).click()


def _autosave_of(page: Page, wanted: str) -> Any:
    """Return what waits, when its block ends, until the server has answered an autosave that brought a text along."""

    def brings_it(answer: Response) -> bool:
        sent = (answer.request.post_data_buffer or b"").decode("utf-8", "replace")
        return answer.request.method == "POST" and "/edit/" in answer.url and wanted in sent

    return page.expect_response(brings_it, timeout=SAVED_WITHIN)


def _chosen(page: Page, name: str) -> list[str]:
    return page.locator(f"select[name={name}]").evaluate("e => [...e.selectedOptions].map(o => o.text)")


def _combobox(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name, exact=True)


def test_places_are_chosen_by_keyboard_alone(desk: Visitor) -> None:
    page = desk.page
    _open(page, "Hvem og hvor")
    field = _combobox(page, "Kommuner")
    field.focus()

    # An old name; accents and letters that the keyboard lacks; and Escape leaves the form as it was.
    page.keyboard.type("lardal")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("option", name="Larvik")).to_have_attribute(
        "id", field.get_attribute("aria-activedescendant") or ""
    )
    page.keyboard.press("Enter")
    page.keyboard.type("heroy")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert _chosen(page, "municipalities") == ["Herøy (Møre og Romsdal)", "Larvik (Vestfold)"]
    page.keyboard.type("3909")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.fill("")

    # Backspace goes back to what is chosen, and there one removes it.
    page.keyboard.press("Backspace")
    expect(page.get_by_role("button", name="Fjern Larvik (Vestfold)")).to_be_focused()
    page.keyboard.press("Enter")
    assert _chosen(page, "municipalities") == ["Herøy (Møre og Romsdal)"]
    expect(field).to_be_focused()

    # What is written and not chosen is neither lost nor passed over in silence.
    page.keyboard.type("Atlantis")
    expect(page.get_by_text("Ingen treff. Prøv et annet ord.").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_text("«Atlantis» er ikke valgt ennå.")).to_be_visible()
    expect(field).to_have_value("Atlantis")


def test_a_partner_of_other_cases_is_suggested_in_a_row_that_was_just_added(desk: Visitor) -> None:
    page = desk.page
    _open(page, "Hvem og hvor")
    page.get_by_role("button", name="Legg til partner").click()
    field = page.locator("#id_partners-0-name")
    field.focus()
    page.keyboard.type("nav lar")
    page.keyboard.press("Enter")
    expect(field).to_have_value("NAV Larvik")
    expect(page.locator("#id_partners-0-sector")).to_have_value("nav")


def test_everything_is_saved_while_one_writes_and_is_there_the_next_day(desk: Visitor) -> None:
    page = desk.page
    _open(page, "Hvem og hvor")
    field = _combobox(page, "Temaer")
    field.focus()
    page.keyboard.type("bolig")
    page.keyboard.press("Enter")
    page.locator("#id_started").fill("2020")
    page.locator("#id_ended").fill("2019")
    note = page.locator("output[name=note-ended]")
    expect(note).to_contain_text("Slutten kommer før starten.", timeout=SAVED_WITHIN)
    _open(page, "Modellen")
    with _autosave_of(page, "leder møtene"):
        page.get_by_role("textbox", name="Hvordan viser casen det? Demokrati").fill("De som bor der, leder møtene.")
        expect(page.get_by_role("checkbox", name="Demokrati", exact=True)).to_be_checked()
    expect(page.locator(".w-autosave-indicator")).to_contain_text("Lagret", timeout=SAVED_WITHIN)

    page = desk.go(page.url)

    assert len(_chosen(page, "themes")) == 1
    expect(page.locator("[name=value_tags-democracy-how]")).to_have_value("De som bor der, leder møtene.")
    expect(page.locator("[name=value_tags-democracy-on]")).to_be_checked()
    expect(note).to_contain_text("Slutten kommer før starten.")


def test_a_text_stays_when_its_box_is_unticked(desk: Visitor) -> None:
    page = desk.page
    _open(page, "Modellen")
    how, box = page.locator("[name=field_tags-equality-how]"), page.locator("[name=field_tags-equality-on]")
    how.press_sequentially("Ved kjøkkenbordet.")
    expect(box).to_be_checked()
    box.uncheck()
    row = page.locator("[data-hows-row]", has=how)
    expect(row.get_by_text("Ikke krysset av, så leserne ser ikke dette.")).to_be_visible()
    with _autosave_of(page, "Alltid."):
        how.press_sequentially(" Alltid.")
    expect(box).not_to_be_checked()

    desk.go(page.url)

    expect(how).to_have_value("Ved kjøkkenbordet. Alltid.")
    expect(box).not_to_be_checked()


def test_what_is_typed_while_a_save_is_on_its_way_is_saved_as_well(desk: Visitor) -> None:
    page = desk.page
    _open(page, "Hvem og hvor")
    # The last moment before the form is taken for saved: as the answer comes, and before anyone else hears of it.
    page.evaluate(
        """() => document.addEventListener('w-autosave:save', ({ detail }) => {
            if (detail.formData.get('place') !== 'Torstrand') return;
            document.addEventListener('w-autosave:success', () => {
                document.querySelector('#id_place').value = 'Torstrand og Nanset';
            }, { capture: true, once: true });
        })"""
    )
    with _autosave_of(page, "Torstrand og Nanset"):
        page.locator("#id_place").fill("Torstrand")


@pytest.mark.parametrize("width", [1280, 800])
def test_every_tab_is_in_sight_and_without_serious_violations(desk: Visitor, width: int) -> None:
    page = desk.page
    page.set_viewport_size({"width": width, "height": 900})
    found = []
    for tab in TABS:
        _open(page, tab)
        violations = Axe().run(page).response["violations"]
        found += [
            (tab, rule["id"], rule["nodes"][0]["html"][:120])
            for rule in violations
            if rule["impact"] in ("serious", "critical")
        ]
    assert found == []

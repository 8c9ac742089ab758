"""An afternoon with the library, by keyboard alone, with scripts and without: find, narrow, compare, keep, share."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import addresses as at
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor

HEADING, TITLES = "#hits-heading", ".hits .case-card__title a"
# A sheet's sides in points.
A4_LYING = (842, 595)


def _press(control: Locator, key: str = "Enter") -> None:
    control.focus()
    control.press(key)


def _led(page: Page, control: Locator, address: str) -> None:
    """Press a control that leads on, to an address or to one that is changed in place."""
    _press(control)
    page.wait_for_url(re.compile(address))


@pytest.mark.parametrize("java_script", [True, False])
def test_hits_are_narrowed_sorted_and_widened_again(visit: Visit, java_script: bool) -> None:
    page = visit(java_script_enabled=java_script).go(at.INDEX["nb"])
    page.locator("#q").focus()
    page.keyboard.type("arbeid")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"q=arbeid"))
    expect(page.locator(HEADING)).to_contain_text("«arbeid»")
    hits = page.locator(HEADING).inner_text()
    _press(page.locator("#facet-value > summary"))
    _press(page.locator("#value-democracy"), "Space")
    if not java_script:
        _press(page.locator(".facets__submit button"))
    page.wait_for_url(re.compile(r"value=democracy"))
    expect(page.locator(HEADING)).not_to_have_text(hits)
    page.locator("#sort").focus()
    page.keyboard.press("End")  # the last one: by title
    if not java_script:
        _press(page.locator(".facets__submit button"))
    page.wait_for_url(re.compile(r"sort=title"))
    titles = page.locator(TITLES).all_inner_texts()
    assert len(titles) > 1
    assert titles == sorted(titles, key=str.casefold)
    _press(page.locator(".chip-list .ds-chip"))
    expect(page.locator(HEADING)).to_have_text(hits)
    assert "value=" not in page.url


@pytest.mark.parametrize("java_script", [True, False])
def test_cases_from_municipalities_like_ours_come_first_and_the_map_leads_on(visit: Visit, java_script: bool) -> None:
    page = visit(java_script_enabled=java_script).go(at.INDEX["nb"])
    _press(page.locator("#like-ours > summary"))
    page.locator("#like").focus()
    page.keyboard.type("Lardal")
    _press(page.locator(".like-ours__field button"))
    page.wait_for_url(re.compile(r"like="))
    expect(page.locator("#like")).to_have_value("Larvik")
    assert "Larvik" in page.locator(".hits .case-card__meta").first.inner_text()
    _press(page.locator("#map > summary"))
    _press(page.locator("#map-table > summary"))
    row = page.locator("#map-table tbody a").first
    _led(page, row, r"municipality=")
    expect(page.locator(".chip-list .ds-chip")).to_have_text(re.compile(f"^{row.inner_text()}"))


@pytest.mark.parametrize("java_script", [True, False])
def test_nothing_found_leads_on(visit: Visit, java_script: bool) -> None:
    page = visit(java_script_enabled=java_script).go(f"{at.INDEX['nb']}?q=xyzzyplugh&value=democracy")
    way = page.locator(".hits .empty a").first
    _press(way)
    expect(page.locator(TITLES).first).to_be_visible()


def test_a_list_is_made_and_shared_where_no_script_runs(visit: Visit) -> None:
    reader: Visitor = visit(java_script_enabled=False)
    page = reader.go(at.INDEX["nb"])
    _press(page.locator(".my-list-link"))
    for asked in ("kjøkken", "arbeid"):
        page.locator("#list-q").fill(asked)
        _press(page.locator("button[name=find]"))
        _press(page.locator(".add-list button").first)
    expect(page.locator(".list-item__title")).to_have_count(2)
    first, second = page.locator(".list-item__title").all_inner_texts()
    _press(page.locator("button[name=move][value^=down]").first)
    expect(page.locator(".list-item__title")).to_have_text([second, first])
    page.get_by_label("Navn på lista").fill("Til møtet")
    page.get_by_label(f"Merknad – {first}").fill("Ta denne til slutt")
    _press(page.locator("button[name=share]"))
    read, edit = page.locator(".list-links a").evaluate_all("links => links.map(a => a.pathname)")
    page.get_by_label("Navn på lista").fill("Til styremøtet")
    _press(page.locator("button[name=save]"))
    expect(page.get_by_role("status").filter(has_text="lagret")).to_be_visible()
    other = visit(java_script_enabled=False).go(read)
    expect(other.get_by_role("heading", level=1)).to_have_text("Til styremøtet")
    expect(other.locator(TITLES.replace(".hits ", ""))).to_have_text([second, first])
    expect(other.locator(".shared-items__note")).to_contain_text("Ta denne til slutt")
    for number, ending in enumerate(("pdf", "xlsx", "pptx")):
        link = other.locator(".list-files a").nth(number)
        with other.expect_download(timeout=60_000) as download:
            _press(link)
        assert download.value.suggested_filename.endswith(f".{ending}")
    assert edit.startswith(read)


def test_a_fault_in_ones_own_list_does_not_part_it_from_the_browser(visit: Visit) -> None:
    reader: Visitor = visit()
    page = reader.go(at.INDEX["nb"])
    _press(page.locator("[data-list-case]").first)
    reader.follow(page.locator(".my-list-link"))
    expect(page.locator(".list-item__title")).to_have_count(1)
    name = page.get_by_label("Navn på lista")
    name.fill("n" * 101)
    reader.follow(page.locator("button[name=share]"))
    expect(page.locator("#list-name-fault")).to_be_visible()
    name.fill("Kort nok")
    page.get_by_label(re.compile("^Merknad")).fill("Skrevet etterpå")
    page = reader.go(page.locator(".my-list-link").get_attribute("href") or "")
    expect(name).to_have_value("Kort nok")
    expect(page.get_by_label(re.compile("^Merknad"))).to_have_value("Skrevet etterpå")


def test_a_comparison_lies_on_a4_sheets_with_its_columns(visit: Visit) -> None:
    page = visit(viewport={"width": 390, "height": 800}).go(at.page_types()["comparison-nb"])
    sheets = pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    for sheet in sheets:
        _left, _low, width, height = (float(side) for side in sheet.mediabox)
        assert (round(width), round(height)) == A4_LYING
    page.emulate_media(media="print")
    expect(page.locator(".compare__table thead")).to_have_css("display", "table-header-group")
    expect(page.locator(".compare__tools")).to_be_hidden()
    expect(page.locator(".printed-address")).to_contain_text("?case=")


def test_a_case_leads_to_those_like_it(visit: Visit) -> None:
    page = visit(java_script_enabled=False).go(at.LARVIK)
    like = page.locator(".alike__case").first
    expect(like.locator(".alike__why")).not_to_be_empty()
    title = like.locator(".alike__title a").inner_text()
    _press(like.locator(".alike__title a"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_the_page_one_is_at_stands_out_among_the_others(visit: Visit) -> None:
    page = visit().go(at.page_types()["second-page"])
    expect(page.locator(".ds-pagination [aria-current=page]")).to_have_text("2")
    grounds = page.locator(".ds-pagination li a:not([rel])").evaluate_all(
        "links => links.map(link => getComputedStyle(link).backgroundColor)"
    )
    assert grounds.count(grounds[1]) == 1

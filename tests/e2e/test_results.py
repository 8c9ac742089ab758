"""A result as its team reads it: on a phone, without colours, without scripts; and no fault in any state."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e import library
from tests.e2e.conftest import Visit

OWNER = "owner@example.org"
MONDAY, CAFE = "Ideen som ikke kunne vente til mandag", "Nabolagskafeen"
PHONE = {"viewport": {"width": 390, "height": 844}}
AFTER_A_YEAR, HALFWAY = "Ett år etter (oppdiktet eksempel)", "Midtveis (oppdiktet eksempel)"


def _follow(page: Page, words: str) -> None:
    page.get_by_role("main").get_by_role("link", name=words).first.click()


def _result(page: Page, team: str, name: str) -> str:
    """Go from one's teams to a round's result, as there is no need to know its number; return its address."""
    _follow(page, team)
    page.locator("main a[href*='egenvurdering']").first.click()
    _follow(page, name)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.goto(f"{page.url.split('?')[0]}resultat/")
    return page.url


def _faultless(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = [
            (rule["id"], node["html"]) for rule in Axe().run(page).response["violations"] for node in rule["nodes"]
        ]
        assert found == [], (page.url, scheme)
    page.emulate_media(color_scheme="light")
    for width in (1920, 1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (page.url, width)


def test_on_a_phone_without_scripts_one_reads_what_to_talk_about_and_takes_it_along(visit: Visit) -> None:
    page = visit(as_=OWNER, **PHONE, java_script_enabled=False).go("/team/")
    _result(page, MONDAY, AFTER_A_YEAR)
    main = page.get_by_role("main")
    expect(main.locator(".result-first")).to_have_text(re.compile(r"^Snakk først om \w+\. Kommunen ser mer \w+ enn "))
    topics = main.locator(".topic")
    expect(topics).to_have_count(3)
    for topic in topics.all():
        expect(topic.get_by_role("heading", name="Spørsmål å snakke om")).to_be_visible()
        expect(topic.get_by_role("heading", name="Prøv dette")).to_be_visible()
    expect(main.get_by_text("Vises ikke, for å skjerme små grupper").first).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Regneark").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")
    _follow(page, "Runder side om side")
    expect(main).to_contain_text("Går bedre enn forrige gang")


@pytest.mark.parametrize(
    ("team", "name"),
    [
        (MONDAY, AFTER_A_YEAR),
        (CAFE, HALFWAY),
        (library.ASSESSED, library.ONE_GROUP),
        (library.ASSESSED, library.ALL_MIXED),
    ],
)
def test_no_fault_in_any_state(visit: Visit, team: str, name: str) -> None:
    page = visit(as_=OWNER).go("/team/")
    address = _result(page, team, name)
    _faultless(page)
    for prefix, word, result in (("/nn", "eigenvurdering", "resultat"), ("/en", "assessment", "result")):
        path = re.sub(r"https?://[^/]+", "", address).replace("egenvurdering", word).replace("resultat", result)
        page.goto(re.match(r"https?://[^/]+", address)[0] + prefix + path)  # type: ignore[index]  # it matches
        _faultless(page)


def test_rounds_side_by_side_have_no_fault_whether_there_is_something_to_compare_or_not(visit: Visit) -> None:
    visitor = visit(as_=OWNER)
    for team, name in ((MONDAY, AFTER_A_YEAR), (library.ASSESSED, library.ONE_GROUP)):
        page = visitor.go("/team/")
        _result(page, team, name)
        _follow(page, "Runder side om side")
        _faultless(page)


def test_every_drawing_has_its_words_and_patterns_that_need_no_colour(visit: Visit) -> None:
    page = visit(as_=OWNER).go("/team/")
    _result(page, MONDAY, AFTER_A_YEAR)
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    drawings = page.locator("main svg[role=img]")
    assert drawings.count() > 50
    assert all(drawings.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))"))
    fills = set(
        page.locator(".stack__part").evaluate_all("all => all.map(one => one.getAttribute('fill').slice(4, -1))")
    )
    # Five of agreement and five from thin to thick, each with a pattern of its own on the page.
    assert len(fills) == 10
    for fill in fills:
        expect(page.locator(f"pattern{fill}")).to_have_count(1)

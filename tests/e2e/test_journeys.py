"""What a reader comes for: finding a case like her own, in her own language, with and without JavaScript."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from cases.codes import ConceptKind
from tests.e2e import addresses as at
from tests.e2e import library
from tests.e2e.visitor import Visitor

CARDS = ".case-card__title a"


def _open_first_case(reader: Visitor) -> None:
    first: Locator = reader.page.locator(CARDS).first
    title = first.inner_text()
    reader.follow(first)
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(" ".join(title.split()))


def _hits(reader: Visitor) -> int:
    return int(re.sub(r"\D", "", reader.page.locator("#hits-heading").inner_text().split("«")[0]))


def _chosen(reader: Visitor) -> list[str]:
    return [re.split(" – ", chip)[0] for chip in reader.page.locator(".hits .ds-chip").all_text_contents()]


def test_finds_a_case_by_theme_from_the_front_page(reader: Visitor) -> None:
    page = reader.go(at.home("nb"))
    chip = page.locator(".ds-chip[href*='theme=crime_prevention']")
    promised = int(re.sub(r"\D", "", chip.inner_text()))
    reader.follow(chip)
    assert _hits(reader) == promised == page.locator(CARDS).count()
    assert len(_chosen(reader)) == 1
    _open_first_case(reader)


def test_finds_a_case_by_words(reader: Visitor) -> None:
    page = reader.go(at.home("nb"))
    page.get_by_label(at.say("nb", "What are you working on?")).fill("kjøkken skyss barnevakt")
    reader.follow(page.get_by_role("button", name=at.say("nb", "Search in the cases")))
    expect(page.locator("#q")).to_have_value("kjøkken skyss barnevakt")
    reader.follow(page.locator(CARDS, has_text="Larvik"))
    expect(page).to_have_url(re.compile(at.LARVIK + "$"))


def test_finds_a_case_by_municipality_of_today_from_the_front_page(reader: Visitor) -> None:
    page = reader.go(at.home("nb"))
    page.locator("#home-municipality").fill("holbæk")
    reader.follow(page.locator("form", has=page.locator("#home-municipality")).get_by_role("button"))
    assert _hits(reader) == 1
    _open_first_case(reader)


def test_finds_a_case_by_a_municipality_that_is_no_more(reader: Visitor) -> None:
    page = reader.go(at.INDEX["nb"])
    _ask_for_municipality(reader, "Lardal")
    expect(page.locator(".note")).to_contain_text("Larvik")
    reader.follow(page.locator(CARDS, has_text="Larvik"))
    expect(page).to_have_url(re.compile(at.LARVIK + "$"))


def test_is_told_when_no_municipality_is_called_that(reader: Visitor) -> None:
    page = reader.go(at.INDEX["nb"])
    _ask_for_municipality(reader, "Atlantis")
    expect(page.locator(".note--warning")).to_contain_text("Atlantis")
    assert _hits(reader) > 12
    expect(page.locator("#municipality")).to_have_value("")


def _ask_for_municipality(reader: Visitor, name: str) -> None:
    reader.page.locator("#facet-municipality > summary").click()
    reader.page.get_by_label(at.say("nb", "Another municipality")).fill(name)
    reader.follow(reader.page.locator(".facets__submit button"))


def test_combines_facets_and_removes_them_one_by_one(reader: Visitor) -> None:
    page = reader.go(at.INDEX["nb"])
    everything = _hits(reader)
    _choose(reader, "value", "democracy")
    _choose(reader, "theme", "integration")
    reader.follow(page.locator(".facets__submit button"))
    expect(page.locator(".hits .ds-chip")).to_have_count(2)
    both = _hits(reader)
    assert 0 < both < everything
    expect(page.locator("input[name=value][value=democracy]")).to_be_checked()
    reader.follow(page.locator(".hits .ds-chip").first)
    assert len(_chosen(reader)) == 1
    assert both <= _hits(reader) < everything
    reader.follow(page.get_by_role("link", name=at.say("nb", "Remove all")))
    assert _hits(reader) == everything


def _choose(reader: Visitor, parameter: str, code: str) -> None:
    box = reader.page.locator(f"input[name={parameter}][value={code}]")
    closed = reader.page.locator("details:not([open])", has=box)
    while closed.count():
        closed.first.locator("> summary").click()
    box.check()


def test_words_and_filters_are_kept_together(reader: Visitor) -> None:
    page = reader.go(f"{at.INDEX['nb']}?phase=running&municipality=Asker&q=arbeid")
    _choose(reader, "value", "creativity")
    reader.follow(page.locator(".facets__submit button"))
    for kept in ("value=creativity", "phase=running", "municipality=(3203|Asker)", "q=arbeid"):
        expect(page).to_have_url(re.compile(kept))


def test_turns_pages_without_losing_the_filter(reader: Visitor) -> None:
    page = reader.go(f"{at.INDEX['nb']}?sector=nav")
    hits, first = _hits(reader), page.locator(CARDS).first.inner_text()
    reader.follow(page.get_by_role("link", name=at.say("nb", "Next")))
    assert "sector=nav" in page.url
    assert _hits(reader) == hits
    assert page.locator(CARDS).first.inner_text() != first


def test_goes_from_a_case_to_a_concept_and_back_to_cases(reader: Visitor) -> None:
    page = reader.go(at.LARVIK)
    name = at.concept_name("nb", ConceptKind.VALUE, "democracy")
    page.locator(".case-weave__feet summary", has_text=name).click()
    reader.follow(page.locator("#how-democracy a"))
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    reader.follow(page.locator(".section__head a"))
    assert _chosen(reader) == [name]
    expect(page.locator(CARDS, has_text="Larvik")).to_be_visible()


def test_opens_the_how_of_a_thread_from_the_figure(reader: Visitor) -> None:
    page = reader.go(at.LARVIK)
    expect(page.locator("#how-democracy")).to_be_hidden()
    page.locator(".case-weave__columns a").first.click()
    expect(page.locator("#how-democracy")).to_be_in_viewport()


def test_a_link_to_a_how_opens_it_and_a_key_opens_another(reader: Visitor) -> None:
    page = reader.go(at.LARVIK + "#how-equality")
    expect(page.locator("#how-equality")).to_be_in_viewport()
    page.locator("summary", has_text=at.concept_name("nb", ConceptKind.FIELD, "facilitation")).press("Enter")
    expect(page.locator("#how-facilitation")).to_be_visible()
    expect(page.locator("#how-equality")).to_be_visible()


def test_reads_the_case_in_another_language(reader: Visitor) -> None:
    page = reader.go(at.CASE["nb"])
    _language(reader, "English")
    expect(page.get_by_role("heading", level=1)).to_have_text(library.ENGLISH_TITLE)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    reader.follow(page.locator(".case__language a[hreflang=nb]"))
    expect(page.get_by_role("heading", level=1)).to_have_text(library.TRANSLATED_TITLE)


def test_language_menu_leads_to_the_same_page_or_to_the_front_page(reader: Visitor) -> None:
    for start, goal in (
        (at.home("nb"), at.home("nn")),
        (at.INDEX["nb"], at.INDEX["nn"]),
        (at.model("nb"), at.model("nn")),
        *((at.concept("nb", kind, code), at.concept("nn", kind, code)) for kind, code in _SOME_CONCEPTS),
        (at.LARVIK, at.home("nn")),
    ):
        reader.go(start)
        _language(reader, "Nynorsk")
        expect(reader.page).to_have_url(re.compile(re.escape(goal) + "$"))
        expect(reader.page.locator("html")).to_have_attribute("lang", "nn")


_SOME_CONCEPTS = (
    (ConceptKind.VALUE, "leadership"),
    (ConceptKind.FIELD, "equality"),
    (ConceptKind.LADDER_STEP, "inviting"),
)


def _language(reader: Visitor, name: str) -> None:
    reader.follow(reader.page.locator(".language-menu").get_by_role("link", name=name))


def test_a_case_in_another_language_is_marked_in_the_listing(reader: Visitor) -> None:
    page = reader.go(f"{at.INDEX['en']}?value=leadership")
    card = page.locator(".case-card", has_text=library.NYNORSK_TITLE)
    expect(card).to_have_attribute("lang", "nn")
    expect(card.locator(".case-card__language")).to_have_text("Nynorsk")


def test_finds_the_way_back_from_a_page_that_is_not_there(reader: Visitor) -> None:
    page = reader.go("/nn/finst-ikkje/")
    expect(page.locator("html")).to_have_attribute("lang", "nn")
    reader.follow(page.locator("main").get_by_role("link").first)
    expect(page).to_have_url(re.compile(re.escape(at.home("nn")) + "$"))

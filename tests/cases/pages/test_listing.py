"""The case index: each case once, in the best language for the reader, and pages that keep what was asked."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.cases.pages.conftest import Get
from tests.cases.pages.reading import INDEX, alternates, language_menu, say, texts, titles
from tests.factories import make_case, make_cases

pytestmark = pytest.mark.django_db


def _case_in(*locales: str, **fields: object) -> None:
    """Make one case in several languages, titled by language."""
    key = uuid4()
    name = fields.pop("name", "case")
    for locale in locales:
        make_case(locale, title=f"{name} {locale}", translation_key=key, **fields)


@pytest.mark.parametrize(
    ("reader", "written", "shown"),
    [
        ("nb", ("nb", "nn", "en"), "nb"),
        ("nb", ("nn", "en"), "nn"),
        ("nb", ("en",), "en"),
        ("nn", ("nb", "nn", "en"), "nn"),
        ("nn", ("nb", "en"), "nb"),
        ("nn", ("en",), "en"),
        ("en", ("nb", "nn", "en"), "en"),
        ("en", ("nb", "nn"), "nb"),
        ("en", ("nn",), "nn"),
    ],
)
def test_a_case_is_listed_once_in_the_best_language(
    get: Get, reader: str, written: tuple[str, ...], shown: str
) -> None:
    _case_in(*written)
    page = get(INDEX[reader])
    assert titles(page) == [f"case {shown}"]
    (card,) = page.select(".case-card")
    names = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
    if shown == reader:
        assert not card.has_attr("lang")
        assert texts(card, ".case-card__language") == []
    else:
        assert card["lang"] == shown
        assert texts(card, ".case-card__language") == [names[shown]]
    assert str(card.select_one("a")["href"]).startswith(INDEX[shown])


def test_an_unpublished_translation_gives_way(get: Get) -> None:
    key = uuid4()
    make_case("nb", title="Utkast", translation_key=key, live=False)
    make_case("nn", title="Publisert", translation_key=key)
    assert titles(get(INDEX["nb"])) == ["Publisert"]


def test_newest_first_and_equals_by_norwegian_alphabet(get: Get) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    for title in ("Ås", "Zebra", "Ærlig", "Østfold", "Alta", "Aa i gammel skrift"):
        make_case(title=title, first_published_at=moment)
    make_case(title="Nyest", first_published_at=datetime(2026, 2, 1, tzinfo=UTC))
    shown = titles(get(INDEX["nb"]))
    assert shown[0] == "Nyest"
    assert [t for t in shown[1:] if not t.startswith("Aa")] == ["Alta", "Zebra", "Ærlig", "Østfold", "Ås"]
    assert shown.index("Aa i gammel skrift") > shown.index("Østfold")


def test_facets_count_what_each_choice_would_give(get: Get) -> None:
    make_case(values=["democracy"], themes=["housing"])
    make_case(values=["democracy", "openness"])
    make_case(values=["openness"])
    page = get(INDEX["nb"] + "?value=democracy")

    def count(parameter: str, code: str) -> str:
        box = page.select_one(f"input[name={parameter}][value={code}]")
        return texts(box.parent, ".facet__count")[0].split()[0]

    assert count("value", "democracy") == "2"
    assert count("value", "openness") == "2"
    assert count("theme", "housing") == "1"
    assert count("theme", "poverty") == "0"
    assert "facet__choice--none" in page.select_one("input[name=theme][value=poverty]").parent["class"]
    assert texts(page, ".facet-switch__chosen") == ["1"]
    assert texts(page, ".facet-switch__hits")[0].startswith("2 ")


def test_pages_of_hits_keep_what_was_asked(get: Get) -> None:
    make_cases(30, themes=["housing"])
    make_cases(3, themes=["poverty"])
    first = get(INDEX["nb"] + "?theme=housing&q=case")
    assert len(titles(first)) == 12
    links = {str(link["href"]) for link in first.select(".ds-pagination a")}
    assert links == {f"?q=case&theme=housing&page={number}" for number in (1, 2, 3)}
    last = get(INDEX["nb"] + "?q=case&theme=housing&page=3")
    assert len(titles(last)) == 6
    assert set(titles(last)).isdisjoint(titles(first))
    assert last.select_one("[aria-current=page].ds-button").get_text() == "3"
    assert last.select("[rel=next]") == []


def test_removing_a_filter_keeps_the_others_and_forgets_the_page(get: Get) -> None:
    page = get(INDEX["nb"] + "?value=democracy&theme=housing&page=3&q=bolig")
    links = {str(chip["href"]) for chip in page.select(".hits .ds-chip")}
    assert links == {"?q=bolig&theme=housing", "?q=bolig&value=democracy"}
    assert str(page.select_one(".hits .chip-list .ds-link")["href"]) == INDEX["nb"] + "?q=bolig"


def test_an_old_municipality_is_understood_and_explained(get: Get) -> None:
    make_case(title="Her", municipalities=["3909"])
    for asked in ("Lardal", "0728", "larvik"):
        page = get(f"{INDEX['nb']}?municipality={asked}")
        assert titles(page) == ["Her"]
        assert bool(page.select(".note")) == (asked != "larvik")


def test_empty_states_teach(get: Get) -> None:
    assert say("nb", "The cases will appear here. There are none yet: an editor writes the first one.") in texts(
        get(INDEX["nb"]), ".empty"
    )
    make_case()
    page = get(INDEX["nb"] + "?q=xyzzyplugh")
    assert say("nb", "No case fits this search.") in texts(page, ".empty")[0]
    assert page.select_one(".empty a")["href"] == INDEX["nb"]


@pytest.mark.parametrize(
    ("asked", "said"), [("Stokke", ["Stokke er i dag Sandefjord (Vestfold)."]), ("Vestby kommune", [])]
)
def test_a_place_without_cases_leads_to_its_page(get: Get, asked: str, said: list[str]) -> None:
    make_case(municipalities=["3909"])
    page = get(f"{INDEX['nb']}?q={asked}")
    assert [note.get_text() for note in page.select(".hits > .note")] == said
    assert page.select_one(".place-more a")["href"].startswith("/kommuner/")


def test_filtered_lists_are_not_for_search_engines(get: Get) -> None:
    robots = "meta[name=robots]"
    assert get(INDEX["nb"]).select(robots) == []
    filtered = get(INDEX["nb"] + "?value=democracy")
    assert filtered.select_one(robots)["content"] == "noindex, follow"
    assert filtered.select("link[rel=canonical], link[hreflang]") == []


def test_each_part_of_the_list_has_its_own_address(get: Get) -> None:
    make_cases(13)
    first, second = get(INDEX["nb"] + "?page=1"), get(INDEX["nb"] + "?page=2")
    assert first.select_one("link[rel=canonical]")["href"] == f"http://testserver{INDEX['nb']}"
    assert second.select_one("link[rel=canonical]")["href"] == f"http://testserver{INDEX['nb']}?page=2"
    assert second.select("meta[name=robots], link[hreflang]") == []


def test_the_index_is_linked_with_itself_in_the_other_languages(get: Get) -> None:
    for language, address in INDEX.items():
        page = get(address)
        assert page.html["lang"] == language
        assert alternates(page) == {code: f"http://testserver{path}" for code, path in INDEX.items()}
        assert language_menu(page) == INDEX


def test_what_was_asked_is_shown_as_text_and_not_as_markup(get: Get) -> None:
    page = get(INDEX["nb"] + "?q=%3Cscript%3Ealert(1)%3C/script%3E%22&municipality=%3Cb%3E&%3Ci%3E=1")
    assert page.select("main script, main b, main i") == []
    assert page.select_one("#q")["value"] == '<script>alert(1)</script>"'

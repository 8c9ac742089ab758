"""A case's own page: everything that it tells, nothing empty, and nobody's name without consent."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from cases.models import CasePage, County, PortalImage
from tests.cases.pages.conftest import Get
from tests.cases.pages.reading import INDEX, alternates, language_menu, texts
from tests.factories import make_case, png

pytestmark = pytest.mark.django_db

CHAPTERS = ("challenge", "solution", "results", "lessons", "transfer")


def _address(page: CasePage) -> str:
    return f"{INDEX[page.locale.language_code]}{page.slug}/"


def test_a_case_with_only_what_it_must_have_shows_nothing_empty(get: Get) -> None:
    page = get(_address(make_case(title="Bare en tittel", summary="Bare en setning.")))
    assert texts(page, "h1") == ["Bare en tittel"]
    assert page.select(".case__story section, .contents, .case__brief, .case__facts") == []
    assert [term for term in page.select("main dt, main dd, main h2, main h3") if not term.get_text(strip=True)] == []
    assert page.select(".case__cover svg") != []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_only_chapters_with_a_text_are_shown(get: Get, chapter: str) -> None:
    page = get(_address(make_case(**{chapter: "<p>Noe å lese.</p>"})))
    assert [section["aria-labelledby"] for section in page.select(".case__story section")] == [chapter]
    assert texts(page, f"#{chapter} ~ *") == ["Noe å lese."]


def test_a_long_case_begins_with_its_contents(get: Get) -> None:
    text = f"<p>{'Mange ord om dette. ' * 80}</p>"
    page = get(_address(make_case(values=["openness"], **dict.fromkeys(CHAPTERS, text))))
    anchors = [str(link["href"]) for link in page.select(".contents a")]
    assert anchors == [*(f"#{chapter}" for chapter in CHAPTERS), "#threads"]
    assert all(page.select_one(anchor) for anchor in anchors)
    short = get(_address(make_case(challenge=text)))
    assert short.select(".contents") == []


def test_facts_are_shown_and_lead_to_cases_like_it(get: Get) -> None:
    case = make_case(
        municipalities=["3909"],
        themes=["housing"],
        target_groups=["families"],
        partners=[("Frivilligsentralen", "voluntary")],
        ladder_step="inviting",
        thickness=4,
        planned_by="together",
        produced_by="together",
        citizen_roles=["co_designer"],
        started="2019-04",
        phase="running",
    )
    page = get(_address(case))
    addresses = [str(link["href"]) for link in page.select(".facts a")]
    assert f"{INDEX['nb']}?theme=housing" in addresses
    assert f"{INDEX['nb']}?group=families" in addresses
    assert "Larvik" in texts(page, ".facts")[0]
    assert "Frivilligsentralen" in texts(page, ".partners")[0]
    assert len(page.select(".ladder [aria-current=step]")) == 1
    assert len(page.select(".scale [aria-current=true]")) == 1
    assert len(page.select(".case__brief dt")) == 3


def test_a_phone_gets_only_the_first_of_many_groups_before_the_story(get: Get) -> None:
    groups = ["children", "families", "older_people", "volunteers", "unemployed"]
    page = get(_address(make_case(target_groups=groups)))
    assert texts(page, ".case__brief dd")[0].count(",") == 3
    assert texts(page, ".case__brief dd")[0].endswith("…")
    assert len(page.select(".facts a")) == len(groups)


def test_the_model_figure_names_all_threads_and_links_the_cases_own(get: Get) -> None:
    page = get(_address(make_case(values=["democracy"], fields=["equality", "anchoring"])))
    assert len(page.select(".model-figure li")) == 11
    anchors = [str(link["href"]) for link in page.select(".model-figure a")]
    assert anchors == ["#how-democracy", "#how-equality", "#how-anchoring"]
    assert all(page.select_one(anchor) for anchor in anchors)
    assert len(page.select(".model-figure li[aria-hidden=true]")) == 8


@pytest.mark.parametrize("agreed", [None, timedelta(days=-1), timedelta(days=1)])
def test_a_contact_is_shown_only_after_consent(get: Get, agreed: timedelta | None) -> None:
    at = timezone.now() + agreed if agreed else None
    case = make_case(contact_name="Kari Nordmann", contact_consent_at=at or timezone.now())
    # Past the form, which asks for consent before it takes an address: as an older import may have left it.
    CasePage.objects.filter(pk=case.pk).update(contact_email="kari@example.org", contact_consent_at=at)
    page = get(_address(case))
    shown = agreed == timedelta(days=-1)
    assert ("Kari Nordmann" in page.get_text()) == shown
    assert ("kari@example.org" in str(page)) == shown


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_draft_is_nowhere(client: Client, language: str) -> None:
    draft = make_case(language, live=False, title="Hemmelig utkast", values=["democracy"], themes=["housing"])
    assert client.get(_address(draft)).status_code == 404
    for path in ("/", "/nn/", "/en/", *INDEX.values(), "/caser/?q=hemmelig", "/sitemap.xml", "/api/cases/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Hemmelig utkast" not in answer.content.decode()
        assert draft.slug not in answer.content.decode()


def test_a_case_that_is_not_saved_yet_can_be_looked_at() -> None:
    page = CasePage(title="Kladd", slug="kladd", summary="Ikke lagret.", locale=make_case().locale, path="", depth=0)
    answer = page.make_preview_request()
    assert answer.status_code == 200
    assert b"Kladd" in answer.content


def test_an_unpublished_case_is_gone_at_once(client: Client) -> None:
    case = make_case(title="Nettopp her")
    assert client.get(_address(case)).status_code == 200
    case.unpublish()
    assert client.get(_address(case)).status_code == 404
    assert b"Nettopp her" not in client.get(INDEX["nb"]).content


def test_a_draft_translation_is_not_linked(get: Get) -> None:
    key = uuid4()
    case = make_case("nb", translation_key=key)
    make_case("en", translation_key=key, live=False, title="Secret draft")
    page = get(_address(case))
    assert "Secret draft" not in str(page)
    assert language_menu(page)["en"] == "/en/"


def test_a_case_in_several_languages_is_linked_with_itself(get: Get) -> None:
    key = uuid4()
    cases = [make_case(locale, translation_key=key, title=f"Case {locale}") for locale in ("nb", "en")]
    addresses = {case.locale.language_code: _address(case) for case in cases}
    for language, address in addresses.items():
        page = get(address)
        assert page.html["lang"] == language
        assert alternates(page) == {code: f"http://testserver{path}" for code, path in addresses.items()}
        assert language_menu(page) == {"nn": "/nn/", **addresses}
        (other,) = page.select(".case__language a")
        assert other["href"] == addresses[str(other["hreflang"])] != address
        assert page.select_one("link[rel=canonical]")["href"] == f"http://testserver{address}"


def test_pictures_have_what_their_author_wrote(get: Get) -> None:
    image = PortalImage.objects.create(title="Bilde", file=ContentFile(png(400, 300), "bilde.png"))
    value = {"image": image.pk, "alt": "Folk rundt et bord", "decorative": False, "credit": "Kari", "consent": True}
    case = make_case(
        image=image,
        image_alt="Skal ikke leses opp",
        image_decorative=True,
        image_credit="Ola",
        body=json.dumps([{"type": "image", "value": value}]),
    )
    page = get(_address(case))
    cover, story = page.select("article img")
    assert cover["alt"] == ""
    assert story["alt"] == "Folk rundt et bord"
    for picture in (cover, story):
        assert picture["width"].isdigit()
        assert str(picture["src"]).startswith("/media/")
    assert [caption.split()[-1] for caption in texts(page, "figcaption")] == ["Ola", "Kari"]


def test_all_blocks_of_the_free_story_are_shown(get: Get) -> None:
    body = [
        {"type": "heading", "value": "Slik gikk det"},
        {"type": "paragraph", "value": "<p>Først <b>mat</b>.</p>"},
        {"type": "quote", "value": {"text": "Her er vi like.", "attribution": "en deltaker"}},
        {"type": "fact_box", "value": {"title": "Fakta", "text": "<p>Fem familier.</p>"}},
    ]
    story = get(_address(make_case(body=json.dumps(body)))).select_one(".story")
    assert texts(story, "h2") == ["Slik gikk det"]
    assert texts(story, "blockquote") == ["Her er vi like."]
    assert texts(story, "figcaption") == ["en deltaker"]
    assert texts(story, ".fact-box h3") == ["Fakta"]


def test_the_licence_and_source_are_named(get: Get) -> None:
    page = get(_address(make_case(source_kind="handbook", source_reference="Håndboka s. 32", licence="NLOD-2.0")))
    assert page.select_one("a[rel=license]")["href"] == "https://data.norge.no/nlod/no/2.0"
    assert texts(page, ".case__source")[0].startswith("Gjenfortalt fra håndboka, s. 32.")


def test_its_places_are_on_the_map_and_lead_to_their_pages(get: Get) -> None:
    case = make_case(municipalities=["3203", "3909"])
    case.counties.set([County.objects.get(number="32")])
    case.save()
    page = get(case.url)
    assert texts(page, ".place-map figcaption") == ["Asker i Akershus og Larvik i Vestfold, blant 357 kommuner"]
    links = {str(link["href"]) for link in page.select(".facts a")}
    assert links == {"/kommuner/3203-asker/", "/kommuner/3909-larvik/", "/fylker/32-akershus/"}


def test_a_danish_place_is_told_of_and_leads_nowhere(get: Get) -> None:
    page = get(make_case(country="DK", municipalities=["0316"]).url)
    assert "Holbæk" in texts(page, ".facts dd")
    assert page.select(".facts a, .place-map svg") == []
    assert "utenfor Norge" in texts(page, ".place-map figcaption")[0]

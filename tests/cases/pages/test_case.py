"""A case's own page: everything that it tells, nothing empty, and nobody's name without consent."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import CasePage, County, PortalImage
from home.content import article_id
from home.content.loading import load_articles
from home.models import ArticlePage
from tests.cases.pages.conftest import Get
from tests.cases.pages.reading import INDEX, alternates, language_menu, texts
from tests.factories import make_case, png

pytestmark = pytest.mark.django_db

CHAPTERS = ("challenge", "solution", "results", "lessons", "transfer")
# What the case tells, without what is on the page of every case.
PARTS = ".case__story section:not(.cite, [aria-labelledby='own-assessment'], [aria-labelledby='measure-impact'])"


def _address(page: CasePage) -> str:
    return f"{INDEX[page.locale.language_code]}{page.slug}/"


def test_a_case_with_only_what_it_must_have_shows_nothing_empty(get: Get) -> None:
    page = get(_address(make_case(title="Bare en tittel", summary="Bare en setning.")))
    assert texts(page, "h1") == ["Bare en tittel"]
    assert page.select(f"{PARTS}, .contents, .related") == []
    # How well it is known is said of every case.
    assert page.select(".case__brief") == []
    assert [fact for fact in page.select(".case__facts dl, .case__facts section") if not fact.select(".evidence")] == []
    assert [term for term in page.select("main dt, main dd, main h2, main h3") if not term.get_text(strip=True)] == []
    assert page.select(".case__cover svg") != []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_only_chapters_with_a_text_are_shown(get: Get, chapter: str) -> None:
    page = get(_address(make_case(**{chapter: "<p>Noe å lese.</p>"})))
    assert [section["aria-labelledby"] for section in page.select(PARTS)] == [chapter]
    assert texts(page, f"#{chapter} ~ *") == ["Noe å lese."]


def test_the_contents_lead_to_everything_that_is_on_the_page(get: Get) -> None:
    body = [{"type": "heading", "value": text} for text in ("Slik gikk det", "Slik gikk det", "Æ, ø og å!", "???")]
    case = make_case(
        values=["openness"],
        body=json.dumps(body),
        contact_name="Kari",
        contact_consent_at=timezone.now() - timedelta(days=1),
        **dict.fromkeys(CHAPTERS, "<p>Noe å lese.</p>"),
    )
    page = get(_address(case))
    anchors = [str(link["href"]) for link in page.select(".contents a")]
    assert anchors == [
        *(f"#{chapter}" for chapter in CHAPTERS),
        *("#del-slik-gikk-det", "#del-slik-gikk-det-2", "#del-ae-o-og-a", "#del-overskrift"),
        *("#threads", "#contact", "#next"),
    ]
    assert texts(page, ".contents a") == [texts(page, anchor)[0] for anchor in anchors]
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert get(_address(make_case(challenge="<p>Kort.</p>"))).select(".contents") == []


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
    assert len(page.select(".thickness [aria-current=true]")) == 1
    (cell,) = page.select(".plan-grid [aria-current=true]")
    assert cell.get_text() in texts(page, ".figure-words")[1]
    assert texts(page, ".partners__count") == ["(1)"]
    assert page.select(".place-map svg") != []
    assert len(page.select(".case__brief dt")) == 3


def test_a_phone_gets_only_the_first_of_many_groups_before_the_story(get: Get) -> None:
    groups = ["children", "families", "older_people", "volunteers", "unemployed"]
    page = get(_address(make_case(target_groups=groups)))
    assert texts(page, ".case__brief dd")[0].count(",") == 3
    assert texts(page, ".case__brief dd")[0].endswith("…")
    assert len(page.select(".facts a")) == len(groups)


@pytest.mark.parametrize("known", ["planned_by", "produced_by"])
def test_half_of_who_plans_and_who_produces_marks_where_the_case_may_stand(get: Get, known: str) -> None:
    page = get(_address(make_case(**{known: "together"})))
    assert page.select(".plan-grid [aria-current]") == []
    assert len(page.select(".plan-grid__cell--possible")) == 3


def test_the_cloth_names_all_threads_and_opens_the_cases_own(get: Get) -> None:
    case = make_case(values=["democracy"], fields=["equality", "anchoring"])
    case.field_tags.update(how="Alle sitter ved samme bord.")
    page = get(_address(case))
    assert len(page.select(".case-weave__columns li, .case-weave__rows li")) == 11
    assert len(page.select(".case-weave__columns li[aria-hidden=true], .case-weave__rows li[aria-hidden=true]")) == 8
    hows = [how["id"] for how in page.select(".case-weave details > summary + .how")]
    assert hows == ["how-equality", "how-anchoring", "how-democracy"]
    assert [link["href"] for link in page.select(".case-weave__columns a")] == ["#how-democracy"]
    assert "Alle sitter ved samme bord." in texts(page, "#how-equality")[0]
    leads = page.select_one("#how-equality a")["href"]
    get(str(leads))


def test_the_storys_first_figures_stand_before_it(get: Get) -> None:
    figures = [{"figure": str(n), "what": f"ting {n}", "note": ""} for n in range(6)]
    body = json.dumps([{"type": "key_figures", "value": {"figures": figures}}])
    lifted = get(_address(make_case(challenge="<p>Noe.</p>", body=body))).select(".key-figures--lifted dd")
    assert [dd.get_text() for dd in lifted] == ["0", "1", "2", "3"]
    assert get(_address(make_case(body=body))).select(".key-figures--lifted") == []


def test_what_to_do_next_leads_somewhere(get: Get) -> None:
    case = make_case(
        themes=["housing"],
        target_groups=["families"],
        values=["democracy"],
        ladder_step="inviting",
        thickness=2,
        citizen_roles=["co_designer"],
    )
    page = get(_address(case))
    links = [str(link["href"]) for link in page.select(".onward a")]
    assert f"{INDEX['nb']}?theme=housing" in links
    assert f"{INDEX['nb']}?step=inviting" in links
    assert not [link for link in links if link.startswith("mailto:")]
    # A plan of one's own is for those who have signed in.
    begin = reverse("start_plan")
    assert any(link.startswith(begin) for link in links)
    for link in (link for link in links if not link.startswith(begin)):
        assert get(link).select(".note--warning") == []


def test_articles_that_explain_the_figures_are_linked(get: Get) -> None:
    load_articles()
    page = get(_address(make_case(ladder_step="mature", planned_by="together")))
    for key, place in (("thin_thick", ".facts"), ("ladder", ".facts")):
        article = ArticlePage.objects.get(locale__language_code="nb", translation_key=article_id(key))
        assert article.get_url() in [link["href"] for link in page.select(f"{place} a")]


def test_those_who_did_it_are_asked_by_mail_about_the_very_case(get: Get) -> None:
    case = make_case(
        title="Kaffe & kake: 100 % «gratis»?",
        contact_email="kari+case@example.org",
        contact_consent_at=timezone.now() - timedelta(days=1),
    )
    page = get(_address(case))
    (asking, _contact) = (str(link["href"]) for link in page.select("a[href^='mailto:kari']"))
    parts = urlsplit(asking)
    assert unquote(parts.path) == "kari+case@example.org"
    assert parse_qs(parts.query) == {"subject": ["Spørsmål om «Kaffe & kake: 100 % «gratis»?»"]}


def test_the_reference_names_publisher_year_title_and_address(get: Get) -> None:
    published = datetime(2026, 1, 1, 0, 30, tzinfo=ZoneInfo("Europe/Oslo"))
    case = make_case(title="Hvem bestemmer?", first_published_at=published)
    address = f"http://testserver{_address(case)}"
    page = get(_address(case))
    reference = f"KS. (2026). Hvem bestemmer? Samskapingsportalen. {address}"
    assert texts(page, ".cite__source") == [reference]
    assert [button["data-copy"] for button in page.select("[data-copy]")] == [reference, address]


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

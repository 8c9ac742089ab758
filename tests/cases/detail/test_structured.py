"""What machines read of a case: structured data, and how its link looks where people share it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.utils import timezone

from cases.codes import THEMES
from cases.models import CasePage, PortalImage
from tests.cases.pages.conftest import get as get
from tests.cases.pages.reading import INDEX
from tests.factories import make_case, png

pytestmark = pytest.mark.django_db


def _address(page: CasePage) -> str:
    return f"{INDEX[page.locale.language_code]}{page.slug}/"


def _data(page: BeautifulSoup) -> dict[str, Any]:
    (script,) = page.select("script[type='application/ld+json']")
    data = json.loads(script.string or "")
    assert data["@context"] == "https://schema.org"
    return {part["@type"]: part for part in data["@graph"]}


def _social(page: BeautifulSoup) -> dict[str, str]:
    return {str(meta["property"]): str(meta["content"]) for meta in page.select("meta[property^='og:']")}


def test_a_case_is_a_creative_work(get) -> None:
    case = make_case(
        title="Ved kjøkkenbordet",
        summary="De møttes hjemme.",
        municipalities=["3909"],
        values=["democracy"],
        fields=["equality"],
        ladder_step="inviting",
        themes=["housing"],
        started="2019-04",
        licence="NLOD-2.0",
    )
    work = _data(get(_address(case)))["CreativeWork"]
    address = f"http://testserver{_address(case)}"
    assert (work["@id"], work["url"]) == (address, address)
    assert (work["name"], work["abstract"], work["inLanguage"]) == ("Ved kjøkkenbordet", "De møttes hjemme.", "nb")
    assert work["license"] == "https://data.norge.no/nlod/no/2.0"
    assert work["temporalCoverage"] == "2019-04/.."
    assert work["publisher"]["name"] == "KS"
    assert work["isPartOf"]["url"] == f"http://testserver{INDEX['nb']}"
    (place,) = work["spatialCoverage"]
    assert (place["name"], place["identifier"]["value"]) == ("Larvik", "3909")
    assert 58 < place["geo"]["latitude"] < 60
    about = {term["termCode"]: term for term in work["about"]}
    assert set(about) == {"democracy", "equality", "inviting", "housing"}
    assert about["housing"]["sameAs"] == THEMES["housing"]
    get(about["democracy"]["url"].removeprefix("http://testserver"))
    get(about["housing"]["url"].removeprefix("http://testserver"))


def test_nothing_empty_and_no_contact_is_told_to_machines(get) -> None:
    case = make_case(
        contact_name="Kari Nordmann",
        contact_email="kari@example.org",
        contact_consent_at=timezone.now() - timedelta(days=1),
    )
    page = get(_address(case))
    told = json.dumps(_data(page), ensure_ascii=False) + str(page.head)
    assert "kari" not in told.lower()
    work = _data(page)["CreativeWork"]
    assert [key for key, value in work.items() if not value] == []
    assert "spatialCoverage" not in work


def test_no_text_of_a_case_ends_the_script(get) -> None:
    nasty = "</script><script>alert(1)</script><!-- & \u2028"
    page = get(_address(make_case(title=nasty, summary=nasty)))
    assert _data(page)["CreativeWork"]["name"] == nasty
    assert _data(page)["BreadcrumbList"]["itemListElement"][-1]["name"] == nasty
    assert "alert(1)" not in [script.string for script in page.select("script")]


def test_breadcrumbs_lead_from_the_front_page_to_the_case(get) -> None:
    case = make_case("nn")
    crumbs = _data(get(_address(case)))["BreadcrumbList"]["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == [1, 2, 3]
    ways = [crumb["item"].removeprefix("http://testserver") for crumb in crumbs]
    assert ways == ["/nn/", INDEX["nn"], _address(case)]


def test_a_translation_and_its_source_know_each_other(get) -> None:
    key = uuid4()
    source = make_case("nb", translation_key=key)
    translated = make_case("en", translation_key=key, translated_from="nb")
    make_case("nn", translation_key=key, live=False, translated_from="nb")
    works = [_data(get(_address(page)))["CreativeWork"] for page in (source, translated)]
    assert [version["@id"] for version in works[0]["workTranslation"]] == [works[1]["@id"]]
    assert works[1]["translationOfWork"]["@id"] == works[0]["@id"]
    assert works[0]["identifier"] == works[1]["identifier"]


def test_a_danish_number_is_told_as_danish(get) -> None:
    work = _data(get(_address(make_case(country="DK", municipalities=["0316"]))))["CreativeWork"]
    (place,) = work["spatialCoverage"]
    assert place["identifier"]["propertyID"] == "kommunekode"
    assert place["containedInPlace"]["identifier"] == "DK"


def test_a_shared_link_shows_the_cloth(client, get) -> None:
    case = make_case(title="Tre tråder", values=["democracy"], fields=["equality"], ladder_step="mature")
    social = _social(get(_address(case)))
    assert (social["og:title"], social["og:locale"]) == ("Tre tråder", "nb_NO")
    assert (social["og:image:width"], social["og:image:height"]) == ("1200", "630")
    assert client.get(social["og:image"].removeprefix("http://testserver")).headers["Content-Type"] == "image/png"


def test_a_shared_link_shows_the_photograph_where_there_is_one(get) -> None:
    image = PortalImage.objects.create(title="Bilde", file=ContentFile(png(1600, 900), "bilde.png"))
    social = _social(get(_address(make_case(image=image, image_alt="Folk rundt et bord"))))
    assert social["og:image:type"] == "image/jpeg"
    assert social["og:image"].startswith("http://testserver/media/")
    assert social["og:image:alt"] == "Folk rundt et bord"

"""The cloth as a picture: that of the tags, drawn once, and only for what is published."""

from __future__ import annotations

import io
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from PIL import Image

from cases.detail import cover
from cases.detail.cover import COLOURS, cloth_as_svg, cloth_of, version_of
from cases.models import CasePage
from tests.factories import make_case

CSS = Path(__file__).resolve().parents[3] / "portal" / "static" / "css" / "theme.css"


def _address(page: CasePage, version: str = "") -> str:
    return reverse("case_cover", args=[page.translation_key, version or version_of(cloth_of(page))])


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()
    yield
    cache.clear()


@pytest.mark.django_db
def test_the_picture_shows_the_cases_threads(client: Client) -> None:
    case = make_case(values=["democracy"], fields=["anchoring"])
    answer = client.get(_address(case))
    assert answer.status_code == 200
    picture = Image.open(io.BytesIO(answer.content)).convert("RGB")
    assert picture.size == (1200, 630)
    assert len(answer.content) < 100_000
    seen = {f"#{red:02x}{green:02x}{blue:02x}" for _count, (red, green, blue) in picture.getcolors(maxcolors=200_000)}
    assert {COLOURS["democracy"], COLOURS["weft dyed"], COLOURS["cloth"]} <= seen
    assert COLOURS["leadership"] not in seen


@pytest.mark.django_db
def test_a_picture_is_kept_by_browsers_and_drawn_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case(values=["openness"])
    first = client.get(_address(case))
    assert "max-age=" in first.headers["Cache-Control"]
    monkeypatch.setattr(cover, "resvg_py", None)  # drawing again would fail
    assert client.get(_address(case)).content == first.content
    again = client.get(_address(case), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_an_earlier_or_made_up_version_leads_to_todays(client: Client) -> None:
    case = make_case(values=["openness"])
    before = _address(case)
    case.value_tags.all().delete()
    for address in (before, _address(case, "x")):
        assert client.get(address).headers["Location"] == _address(CasePage.objects.get(pk=case.pk))


@pytest.mark.django_db
def test_what_is_not_published_has_no_picture(client: Client) -> None:
    draft = make_case(live=False, values=["openness"])
    assert client.get(_address(draft)).status_code == 404
    assert client.get(reverse("case_cover", args=[uuid4(), "x"])).status_code == 404
    case = make_case(values=["openness"])
    assert client.get(_address(case)).status_code == 200
    case.unpublish()
    assert client.get(_address(case)).status_code == 404


def test_colours_are_those_of_the_light_theme() -> None:
    light = CSS.read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")[0]
    theme = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", light))
    names = {
        "weft dyed": "weft",
        "knot": "knot",
        "stitch dyed": "stitch",
        "weft undyed": "linen-weft",
        "warp undyed": "linen-warp",
        "hem": "linen-warp",
        "damask": "linen-damask",
        "cloth": "linen-shade",
        "stitch undyed": "linen-shade",
        "tint weft": "weft-tint",
    }
    for look, colour in COLOURS.items():
        value = look.removeprefix("tint ")
        name = names.get(look) or f"thread-{value}" + ("-tint" if look.startswith("tint ") else "")
        assert theme[name] == colour, look


def test_another_cloth_has_another_name() -> None:
    assert version_of(cloth_as_svg(["openness"], [], "")) != version_of(cloth_as_svg(["democracy"], [], ""))

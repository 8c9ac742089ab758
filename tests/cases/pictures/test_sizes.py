"""Browsers choose from fitting sizes; a page never waits for one, and is never without a picture that there is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from cases.models import PortalImage
from cases.pictures.making import make_sizes, make_sizes_of
from cases.pictures.sizes import all_specs, picture_of
from tests.factories import make_case
from tests.factories.stories import make_image, picture

pytestmark = pytest.mark.django_db


def _widths(srcset: str) -> list[int]:
    return [int(offer.split(" ")[1].removesuffix("w")) for offer in srcset.split(", ")]


def test_every_size_is_offered_once_it_is_ready_and_never_larger_than_the_picture():
    image = make_image(size=(1200, 900))
    assert make_sizes(image) == len(all_specs()) == 13
    assert make_sizes(image) == 0
    wide, card = picture_of(image, "text"), picture_of(image, "card")
    assert wide
    assert card
    assert _widths(wide.avif) == _widths(wide.webp) == [480, 960, 1200]
    assert _widths(card.avif) == [320, 640, 960]
    assert (wide.width, wide.height, card.width, card.height) == (960, 720, 640, 360)
    assert all(".avif " in offer for offer in wide.avif.split(", "))
    small = make_image("liten", size=(64, 48))
    make_sizes(small)
    found = picture_of(small, "text")
    assert found
    assert (_widths(found.avif), found.width) == ([64], 64)


def test_before_they_are_ready_one_size_is_made_and_no_more():
    image = make_image(size=(1200, 900))
    found = picture_of(image, "card")
    assert found
    assert (found.avif, found.webp, found.width) == ("", "", 640)
    assert [rendition.filter_spec for rendition in image.renditions.all()] == ["fill-640x360|format-webp"]


def test_a_picture_without_its_file_is_none_and_troubles_nobody():
    image = make_image()
    image.file.storage.delete(image.file.name)
    assert make_sizes(image) == 0
    assert picture_of(image, "text") is None
    assert picture_of(None, "card") is None
    make_sizes_of.func(image.pk + 1000)


def test_renditions_at_hand_cost_no_query():
    make_sizes(make_image(size=(700, 500)))
    image = PortalImage.objects.prefetch_related("renditions").get()
    with CaptureQueriesContext(connection) as queries:
        assert picture_of(image, "card")
        assert picture_of(image, "text")
    assert len(queries) == 0


def test_the_worker_is_asked_for_a_new_picture(django_capture_on_commit_callbacks: Any):
    with django_capture_on_commit_callbacks(execute=True):
        image = make_image(size=(700, 500))
    asked = DBTaskResult.objects.get(task_path="cases.pictures.making.make_sizes_of")
    asked.task.func(*asked.args_kwargs["args"])
    assert {rendition.filter_spec for rendition in image.renditions.all()} == set(all_specs())
    call_command("make_picture_sizes", verbosity=0)


def test_every_picture_of_a_page_has_its_size_and_is_offered_in_several(client: Client):
    image = make_image(size=(1200, 900))
    make_sizes(image)
    gallery = {"images": [picture(image), picture(image, alt="x", decorative=True)], "caption": ""}
    body = json.dumps([{"type": "image", "value": picture(image)}, {"type": "gallery", "value": gallery}])
    make_case(slug="en-case", image=image, image_alt="Et bord", body=body)
    pages = {path: BeautifulSoup(client.get(path).content, "html.parser") for path in ("/caser/en-case/", "/caser/")}
    shown = [found for page in pages.values() for found in page.select("main picture")]
    assert len(shown) == 5
    for found in shown:
        img, source = found.img, found.source
        assert img
        assert source
        assert all(int(str(img[side])) > 0 for side in ("width", "height"))
        assert source["type"] == "image/avif"
        assert source["sizes"] == img["sizes"]
        assert "vw" in img["sizes"]
        assert len(_widths(str(img["srcset"]))) == len(_widths(str(source["srcset"]))) == 3
    cover, *rest = pages["/caser/en-case/"].select("main picture img")
    assert cover.get("loading") is None  # it stands on top
    assert [img["loading"] for img in rest] == ["lazy"] * 3
    assert [img["alt"] for img in rest] == ["Folk rundt et bord", "Folk rundt et bord", ""]

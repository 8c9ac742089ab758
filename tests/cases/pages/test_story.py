"""The free story on a case's page: each block, whatever editors left out, and nothing from other sites unasked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.blocks import StoryBlock
from cases.models import CasePage
from tests.cases.pages.conftest import Get
from tests.cases.pages.reading import say, texts
from tests.factories import make_case
from tests.factories.stories import YOUTUBE, as_body, every_block, longest_blocks, make_document, make_image, picture

pytestmark = pytest.mark.django_db

ADDRESS = "/caser/historien/"


def _read(get: Get, *blocks: tuple[str, Any], **fields: Any) -> Tag | BeautifulSoup:
    """Return the story of a case with some blocks."""
    body = as_body([{"type": kind, "value": value} for kind, value in blocks])
    make_case(slug="historien", body=body, **fields)
    page = get(ADDRESS)
    return page.select_one(".story") or page


def test_a_gallery_has_its_pictures_with_alt_texts_and_names(get: Get) -> None:
    image = make_image()
    images = [picture(image, alt="Et bord", credit="Ola"), picture(image, alt="Nei", decorative=True)]
    story = _read(get, ("gallery", {"images": images, "caption": "Fra våren"}))
    assert [img["alt"] for img in story.select(".gallery img")] == ["Et bord", ""]
    assert [text.split()[-1] for text in texts(story, "figcaption")] == ["Ola", "Kari", "våren"]


def test_key_figures_tell_what_they_count_and_where_they_come_from(get: Get) -> None:
    figures = [{"figure": "12,5 %", "what": "færre flyttinger", "note": "NAV"}, {"figure": "9", "what": "i jobb"}]
    story = _read(get, ("key_figures", {"figures": figures}))
    assert texts(story, "dt") == ["færre flyttinger", "i jobb"]
    assert texts(story, "dd") == ["12,5 %", "NAV", "9"]


def test_a_timeline_is_a_list_in_its_own_order(get: Get) -> None:
    events = [{"when": "2023", "title": "B", "text": "Én.\n\nTo."}, {"when": "2022", "title": "A", "text": ""}]
    story = _read(get, ("timeline", {"events": events}))
    assert texts(story, "ol > li") == ["2023 B Én. To.", "2022 A"]


def test_a_document_says_its_kind_and_size_and_can_be_fetched(get: Get) -> None:
    document = make_document("rapport.txt", b"x" * 1_234_567)
    story = _read(get, ("document", {"document": document.pk, "title": "Rapporten", "description": "Alt om det."}))
    assert texts(story, ".document a") == ["Rapporten"]
    assert story.select_one(".document a")["href"] == document.url
    assert texts(story, ".document__kind") == [f"{say('nb', 'Plain text')}, 1,2 MB"]


def test_a_document_is_fetched_by_visitors_while_a_case_that_shows_it_is_published(client: Client) -> None:
    document = make_document()
    block = {"type": "document", "value": {"document": document.pk, "title": "Rapporten", "description": ""}}
    draft = make_case(live=False, body=as_body([block]))
    assert client.get(document.url).status_code == 404
    draft.save_revision().publish()
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    CasePage.objects.get(pk=draft.pk).unpublish()
    assert client.get(document.url).status_code == 404


def test_a_question_leads_to_the_value_it_is_about(get: Get) -> None:
    story = _read(get, ("question", {"question": "Hvem?", "hint": "Tenk.", "concept": "democracy"}))
    assert texts(story, ".question__text, .question__hint") == ["Hvem?", "Tenk."]
    assert story.select_one(".question a")["href"] == "/modellen/demokrati/"


def test_a_video_is_a_link_that_says_where_it_leads_and_nothing_is_fetched_from_there(get: Get, client: Client) -> None:
    story = _read(get, ("video", {"title": "En dag", "url": YOUTUBE, "text": "De ler.", "poster": {}}))
    assert story.select("iframe, script, img, link") == []
    link = story.select_one(".video a")
    assert (link["href"], "YouTube" in link.get_text()) == (YOUTUBE, True)
    assert "YouTube" in texts(story, ".video__note")[0]
    assert "De ler." in texts(story, ".video details")[0]
    button = story.select_one("[data-player]")
    assert button["data-player"].startswith("https://www.youtube-nocookie.com/embed/abcdefghijk")
    assert button.find_parent("p").has_attr("hidden")


def test_only_a_page_with_a_player_may_put_that_players_site_into_a_frame(client: Client) -> None:
    def policy(*addresses: str) -> str:
        videos = [{"type": "video", "value": {"title": "x", "url": url, "text": "x"}} for url in addresses]
        case = make_case(body=as_body(videos))
        return str(client.get(case.url).headers["content-security-policy"])

    assert "frame-src" not in policy()
    assert "frame-src" not in policy("https://tv.nrk.no/x", "javascript:alert(1)")
    assert "frame-src https://player.vimeo.com;" in policy("https://vimeo.com/123456") + ";"
    assert "youtube.com" not in policy(YOUTUBE)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "http://youtu.be/abcdefghijk", "//x", "", "x"]
)
def test_an_address_that_is_wrong_is_no_link(get: Get, url: str) -> None:
    story = _read(get, ("video", {"title": "En dag", "url": url, "text": "De ler.", "poster": {}}))
    assert story.select(".video a, .video button") == []
    assert "De ler." in texts(story, ".video details")[0]


def test_no_level_of_headings_is_skipped(get: Get) -> None:
    box = ("fact_box", {"title": "Fakta", "text": "<p>x</p>"})
    bare = _read(get, box, ("heading", "Slik"), box)
    assert [heading.name for heading in bare.select("h2, h3")] == ["h2", "h2", "h3"]


EMPTY: dict[str, Any] = {
    "heading": "",
    "paragraph": "",
    "quote": {},
    "image": {"image": None},
    "gallery": {"images": [], "caption": ""},
    "video": {},
    "document": {"document": None},
    "fact_box": {},
    "key_figures": {"figures": []},
    "timeline": {"events": [{}]},
    "question": {},
}


def test_every_kind_of_block_is_tried_empty() -> None:
    assert EMPTY.keys() == StoryBlock().child_blocks.keys()


@pytest.mark.parametrize("kind", EMPTY)
def test_an_empty_block_can_be_read_and_previewed(get: Get, kind: str) -> None:
    _read(get, (kind, EMPTY[kind]))
    page = make_case(live=False, body=as_body([{"type": kind, "value": EMPTY[kind]}]))
    answer = page.make_preview_request()
    assert answer.status_code == 200


@pytest.mark.parametrize("kind", ["image", "gallery", "document", "video"])
def test_an_editor_is_told_in_the_preview_what_a_reader_is_not(get: Get, kind: str) -> None:
    story = _read(get, (kind, {**EMPTY[kind], "images": [{"image": None}]} if kind == "gallery" else EMPTY[kind]))
    assert story.select(".missing") == []
    preview = make_case(live=False, body=as_body([{"type": kind, "value": EMPTY[kind] or {"url": "x"}}]))
    if kind != "gallery":
        assert b'class="missing"' in preview.make_preview_request().content


def test_files_that_were_deleted_leave_no_trace(get: Get) -> None:
    image, document = make_image(), make_document()
    make_case(slug="historien", body=as_body(every_block(image, document)), image=image)
    image.delete()
    document.delete()
    page = get(ADDRESS)
    assert page.select("article img, .document") == []
    assert len(page.select(":is(.video, .question, .timeline, .key-figures, .quote):not(.key-figures--lifted)")) == 6


def test_everything_at_its_longest_is_read(client: Client) -> None:
    case = make_case(body=as_body(longest_blocks(make_image(), make_document(), "menneskerettighetskonvensjon")))
    story = BeautifulSoup(client.get(case.url).content, "html.parser").select_one(".story")
    assert [len(story.select(part)) for part in (".timeline li", ".key-figure", ".gallery img")] == [20, 6, 12]


def test_a_story_with_everything_costs_as_much_as_one_with_much_more(client: Client) -> None:
    image, document = make_image(), make_document()
    link = f'<p><a linktype="page" id="{make_case().pk}">casen</a></p>'
    blocks = [*every_block(image, document), {"type": "paragraph", "value": link}]
    make_case(title="En case som likner", image=image, values=["openness"], fields=["equality"])
    counts = []
    for times in (1, 6):
        case = make_case(
            body=as_body(blocks * times),
            image=image,
            municipalities=["3909"],
            values=["openness"],
            fields=["equality"],
            partners=[("NAV", "nav")],
        )
        client.get(case.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(case.url)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15, json.dumps([q["sql"][:90] for q in queries.captured_queries], indent=1)

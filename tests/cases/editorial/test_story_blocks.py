"""The blocks of the free story in the editor's form: unfinished in a draft, told beside the field when submitted."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text, streamfield

from cases.blocks import StoryBlock
from cases.models import CasePage
from tests.cases.editorial.sent import case_form
from tests.factories import make_case, make_user
from tests.factories.stories import YOUTUBE, as_body, every_block, make_document, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _editor(client: Client) -> None:
    client.force_login(make_user("Editors"))


def _list(*values: Any) -> Any:
    return streamfield([("item", value) for value in values])


def _image(**changes: Any) -> dict[str, Any]:
    return {"image": "", "alt": "", "credit": "", **changes}


def _send(client: Client, case: CasePage, kind: str, value: Any, *, submit: bool = False) -> Any:
    action = {"action-submit": "1"} if submit else {}
    told = {"summary": "x", "challenge": rich_text("<p>Hei.</p>"), "source_reference": "Samtale"}
    form = case_form(title=case.title, slug=case.slug, **told, body=streamfield([(kind, value)]), **action)
    return client.post(reverse("wagtailadmin_pages:edit", args=[case.pk]), form)


def _errors(answer: Any) -> Any:
    """Return what is wrong with the first block, as the form's script gets it."""
    (error,) = answer.context["form"].errors["body"].as_data()
    return error.as_json_data()["blockErrors"][0]


UNFINISHED: dict[str, Any] = {
    "heading": "",
    "paragraph": rich_text(""),
    "quote": {"text": "", "attribution": ""},
    "image": _image(),
    "gallery": {"images": _list(_image()), "caption": ""},
    "video": {"title": "", "url": "javascript:alert(1)", "text": "", "poster": {"image": "", "credit": ""}},
    "document": {"document": "", "title": "", "description": ""},
    "fact_box": {"title": "", "text": rich_text("")},
    "key_figures": {"figures": _list()},
    "timeline": {"events": _list({"when": "", "title": "", "text": ""})},
    "question": {"question": "", "hint": "", "concept": ""},
}


def test_every_kind_of_block_is_tried() -> None:
    assert UNFINISHED.keys() == StoryBlock().child_blocks.keys()


@pytest.mark.parametrize("kind", UNFINISHED)
def test_an_unfinished_block_is_kept_in_a_draft_and_shown_again_and_previewed(client: Client, kind: str) -> None:
    case = make_case(live=False)
    assert _send(client, case, kind, UNFINISHED[kind]).status_code == 302
    draft = CasePage.objects.get(pk=case.pk).get_latest_revision_as_object()
    assert [block.block_type for block in draft.body] == [kind]
    assert client.get(reverse("wagtailadmin_pages:edit", args=[case.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[case.pk])).status_code == 200


# A paragraph without words says nothing, wants nothing, and is not shown.
@pytest.mark.parametrize("kind", sorted(UNFINISHED.keys() - {"paragraph"}))
def test_an_unfinished_block_is_not_submitted_and_what_was_written_stays(client: Client, kind: str) -> None:
    case = make_case(live=False)
    answer = _send(client, case, kind, UNFINISHED[kind], submit=True)
    assert answer.status_code == 200
    assert _errors(answer)
    assert CasePage.objects.get(pk=case.pk).current_workflow_state is None
    assert answer.context["form"]["body"].value()[0].block_type == kind


def test_a_picture_wants_an_alt_text_and_consent_each_beside_its_own_field(client: Client) -> None:
    image, case = make_image(), make_case(live=False)
    assert _send(client, case, "image", _image(image=image.pk)).status_code == 302
    answer = _send(client, case, "image", _image(image=image.pk), submit=True)
    assert set(_errors(answer)["blockErrors"]) == {"alt", "consent"}
    decorative = _image(image=image.pk, decorative="on", consent="on")
    assert _send(client, case, "image", decorative, submit=True).status_code == 302


def test_each_picture_of_a_gallery_is_told_of_by_itself_and_two_are_the_least(client: Client) -> None:
    image, case = make_image(), make_case(live=False)
    whole = _image(image=image.pk, alt="Et bord", consent="on")
    errors = _errors(_send(client, case, "gallery", {"images": _list(whole, _image()), "caption": ""}, submit=True))
    assert list(errors["blockErrors"]["images"]["blockErrors"]) == [1]
    one = _errors(_send(client, case, "gallery", {"images": _list(whole), "caption": ""}, submit=True))
    assert "2" in one["blockErrors"]["images"]["messages"][0]
    answer = _send(client, case, "gallery", {"images": _list(whole, whole), "caption": ""}, submit=True)
    assert answer.status_code == 302


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://youtu.be/abcdefghijk", "youtu.be/abcdefghijk", "https://"]
)
def test_a_video_wants_a_whole_address(client: Client, url: str) -> None:
    case = make_case(live=False)
    video = {"title": "En dag", "url": url, "text": "De ler.", "poster": {"image": "", "credit": ""}}
    assert list(_errors(_send(client, case, "video", video, submit=True))["blockErrors"]) == ["url"]
    assert _send(client, case, "video", {**video, "url": YOUTUBE}, submit=True).status_code == 302


def test_a_still_picture_wants_consent(client: Client) -> None:
    case = make_case(live=False)
    video = {"title": "x", "url": YOUTUBE, "text": "x", "poster": {"image": make_image().pk, "credit": ""}}
    errors = _errors(_send(client, case, "video", video, submit=True))
    assert list(errors["blockErrors"]["poster"]["blockErrors"]) == ["consent"]


def test_a_question_is_about_a_value_or_a_field_and_nothing_else(client: Client) -> None:
    case = make_case(live=False)
    question = {"question": "Hvem?", "hint": "", "concept": "anchoring"}
    assert _send(client, case, "question", question).status_code == 302
    draft = CasePage.objects.get(pk=case.pk).get_latest_revision_as_object()
    assert draft.body[0].value["concept"] == "anchoring"
    answer = _send(client, case, "question", {**question, "concept": "curious"})
    assert list(_errors(answer)["blockErrors"]) == ["concept"]


@pytest.mark.parametrize(("kind", "items", "least"), [("gallery", "images", 2), ("timeline", "events", 2)])
def test_a_new_list_begins_with_as_many_whole_items_as_it_has_to_have(kind: str, items: str, least: int) -> None:
    new = StoryBlock().child_blocks[kind].get_default()[items]
    assert [list(item) for item in new] == [list(new.list_block.child_block.child_blocks)] * least


def test_files_that_were_deleted_can_be_chosen_anew(client: Client) -> None:
    image, document = make_image(), make_document()
    case = make_case(live=False, body=as_body(every_block(image, document)))
    image.delete()
    document.delete()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[case.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[case.pk])).status_code == 200


@pytest.mark.parametrize("kind", StoryBlock().child_blocks)
def test_the_block_picker_shows_each_block_in_the_portals_look(client: Client, kind: str) -> None:
    block = CasePage.body.field.stream_block.child_blocks[kind]
    assert block.is_previewable
    answer = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "css/story.css" in page
    assert 'class="missing"' not in page
    assert len(page.split("<main")[1]) > 60

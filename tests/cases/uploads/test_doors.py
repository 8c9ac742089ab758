"""Every door of the editors' interface: hostile files end in words beside the field, never in an error page."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import UploadedFile

from cases.uploads.bounds import MAX_FILE_BYTES
from cases.uploads.documents import clean_document
from cases.uploads.pictures import kind_of
from cases.uploads.tidy import is_tidy
from tests.cases.uploads.hostile import SCRIPT, hostile_documents, hostile_pictures
from tests.factories import files, make_case, make_user, png

pytestmark = [
    pytest.mark.django_db,
    # What Pillow says to developers of camera data that breaks off.
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
]
Post = Callable[[Any, SimpleUploadedFile], Any]


@pytest.fixture
def editor(client):
    client.force_login(make_user("Editors"))
    return client


def _add(kind: str) -> Post:
    return lambda client, file: client.post(reverse(f"wagtail{kind}:add"), {"title": "Et navn", "file": file})


def _add_many(kind: str) -> Post:
    return lambda client, file: client.post(
        reverse(f"wagtail{kind}:add_multiple"), {"title": "Et navn", "files[]": file}, HTTP_X_REQUESTED_WITH="x"
    )


def _choose(kind: str, prefix: str) -> Post:
    return lambda client, file: client.post(
        reverse(f"wagtail{kind}_chooser:create"), {f"{prefix}-title": "Et navn", f"{prefix}-file": file}
    )


def _replace(kind: str, make: Callable[[], Any]) -> Post:
    def post(client: Any, file: SimpleUploadedFile) -> Any:
        thing = make().objects.first()
        return client.post(reverse(f"wagtail{kind}:edit", args=[thing.pk]), {"title": "Et navn", "file": file})

    return post


PICTURE_DOORS = {
    "add": _add("images"),
    "add many": _add_many("images"),
    "choose": _choose("images", "image-chooser-upload"),
    "replace": _replace("images", get_image_model),
}
DOCUMENT_DOORS = {
    "add": _add("docs"),
    "add many": _add_many("docs"),
    "choose": _choose("docs", "document-chooser-upload"),
    "replace": _replace("docs", get_document_model),
}


def _upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def _message(answer: Any) -> str:
    """Return what the answer says is wrong with the file; empty when it was taken."""
    if answer["Content-Type"].startswith("application/json") and "error_message" in answer.json():
        return answer.json()["error_message"]
    form = (answer.context or {}).get("form")
    return "\n".join(form.errors.get("file", ())) if form is not None else ""


def _names(model: Any) -> set[str]:
    return set(model.objects.values_list("file", flat=True))


def _content(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


@pytest.mark.parametrize("door", PICTURE_DOORS)
def test_no_hostile_picture_gets_through_and_each_ends_in_words(editor, door):
    PICTURE_DOORS["add"](editor, _upload("first.png", png()))
    refused = taken = 0
    for name, content in hostile_pictures():
        before = _names(get_image_model())
        answer = PICTURE_DOORS[door](editor, _upload(name, content))
        assert answer.status_code in (200, 302), name
        new, message = _names(get_image_model()) - before, _message(answer)
        if not new:
            refused += 1
            assert message, name
            assert message in answer.content.decode() or answer["Content-Type"].startswith("application/json"), name
        else:
            taken += 1
            assert not message, name
            for path in new:
                kept = _content(path)
                assert is_tidy(kind_of(kept), kept), name
                assert SCRIPT not in kept, name
                assert files.SECRET.encode() not in kept, name
                assert path.rpartition(".")[2] in ("jpg", "jpeg", "png", "gif", "webp", "avif"), name
    assert refused > 40
    assert taken > 10


@pytest.mark.parametrize("door", DOCUMENT_DOORS)
def test_no_hostile_document_gets_through_and_each_ends_in_words(editor, door):
    DOCUMENT_DOORS["add"](editor, _upload("first.txt", b"Hei"))
    refused = 0
    for name, content in hostile_documents():
        before = _names(get_document_model())
        answer = DOCUMENT_DOORS[door](editor, _upload(name, content))
        assert answer.status_code in (200, 302), name
        new, message = _names(get_document_model()) - before, _message(answer)
        if not new:
            refused += 1
            assert message, name
            assert "\n" not in message, name
        else:
            for path in new:
                kept = _content(path)
                assert clean_document(kept, path.rpartition(".")[2]) == kept, name
    assert refused > 40


@pytest.mark.parametrize("door", PICTURE_DOORS)
def test_a_camera_s_picture_with_a_wrong_name_comes_in_clean_under_a_name_that_tells_nothing(editor, door):
    PICTURE_DOORS["add"](editor, _upload("first.png", png()))
    PICTURE_DOORS[door](editor, _upload("Kari-Hemmelig på Sørøya.png", files.camera_picture()))
    image = get_image_model().objects.latest("pk")
    assert image.title == "Et navn"
    assert (image.width, image.height) == (60, 80)
    assert image.file.name.endswith(".jpg")
    assert "kari" not in image.file.name.lower()
    assert len(image.file.name) == len("original_images/.jpg") + 32
    assert image.file_size == image.file.size
    with image.file.open("rb") as file:
        assert is_tidy("JPEG", file.read())


@pytest.mark.parametrize("door", DOCUMENT_DOORS)
def test_a_document_is_kept_out_of_sight_under_the_name_of_its_title(editor, door):
    DOCUMENT_DOORS["add"](editor, _upload("first.txt", b"Hei"))
    DOCUMENT_DOORS[door](editor, _upload("Kari-Hemmelig.PDF", files.pdf()))
    document = get_document_model().objects.latest("pk")
    assert document.filename == "et-navn.pdf"
    assert "kari" not in document.file.name.lower()
    with document.file.open("rb") as file:
        assert files.SECRET.encode() not in file.read()
    assert editor.get(f"/media/{document.file.name}").status_code == 404


def test_what_waits_for_a_better_title_is_clean_too(editor):
    answer = editor.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "x" * 300, "files[]": _upload("bilde.png", files.camera_picture())},
        HTTP_X_REQUESTED_WITH="x",
    )
    waiting = UploadedFile.objects.get(pk=answer.json()["uploaded_file_id"])
    with waiting.file.open("rb") as file:
        assert is_tidy("JPEG", file.read())
    assert editor.get(f"/media/{waiting.file.name}").status_code == 404


@override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=0)
def test_a_file_that_is_put_on_disk_on_its_way_is_cleaned_too(editor):
    _add("images")(editor, _upload("bilde.jpg", files.camera_picture()))
    with get_image_model().objects.get().file.open("rb") as file:
        assert is_tidy("JPEG", file.read())


@pytest.mark.parametrize(("kind", "name"), [("images", "stort.jpg"), ("docs", "stort.pdf")])
def test_too_large_a_file_ends_in_words_and_the_title_stays(editor, kind, name):
    answer = _add(kind)(editor, _upload(name, b"\xff\xd8\xff" + bytes(MAX_FILE_BYTES)))
    assert "Fila er for stor" in _message(answer)
    assert 'value="Et navn"' in answer.content.decode()


@pytest.mark.parametrize("spoil", ["gone", "broken", "no picture"])
def test_a_stored_picture_that_is_gone_or_broken_breaks_no_page(editor, spoil):
    _add("images")(editor, _upload("a.png", png(400, 300)))
    image = get_image_model().objects.get()
    image.renditions.all().delete()
    with image.file.open("rb") as file:
        whole = file.read()
    default_storage.delete(image.file.name)
    if spoil != "gone":
        spoilt = whole[: len(whole) // 2] if spoil == "broken" else SCRIPT
        default_storage.save(image.file.name, io.BytesIO(spoilt))
    for name in ("wagtailimages:index", "wagtailimages_chooser:choose"):
        assert editor.get(reverse(name)).status_code == 200
    for name in ("wagtailimages:edit", "wagtailimages_chooser:chosen", "wagtailimages:delete"):
        assert editor.get(reverse(name, args=[image.pk])).status_code in (200, 302)
    image = get_image_model().objects.get()
    case = make_case(image=image, image_alt="Et gjerde", body=[("image", {"image": image, "alt": "Et gjerde"})])
    editor.logout()
    for address in (case.url, "/caser/"):
        page = editor.get(address)
        assert page.status_code == 200
        assert "not-found" not in page.content.decode()
    assert set(image.get_renditions("width-100", "width-200")) == {"width-100", "width-200"}


def test_nobody_hands_in_a_portrait(editor):
    page = editor.get(reverse("wagtailadmin_account"))
    assert "avatar" not in {panel.name for tab in page.context["panels_by_tab"].values() for panel in tab}
    answer = editor.post(
        reverse("wagtailadmin_account"), {"avatar-avatar": _upload("meg.jpg", files.camera_picture()[:300])}
    )
    assert answer.status_code == 200
    assert not default_storage.exists("avatar_images")


def test_a_hostile_list_of_redirects_ends_in_words(client):
    client.force_login(make_user("administrator"))
    for name, content in hostile_documents()[::4]:
        for ending in ("csv", "xlsx", "tsv", "xls"):
            if name.endswith((".xlsx", ".csv")) or ending == "csv":
                answer = client.post(
                    reverse("wagtailredirects:start_import"),
                    {"import_file": _upload(f"{name}.{ending}", content)},
                )
                assert answer.status_code in (200, 302), (name, ending)

"""Pictures travel beside the records under their SHA-1, and only whole pictures of a bearable size come in."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image
from wagtail.images import get_image_model

from cases.exchange.exporter import export_cases
from cases.exchange.importer import import_cases
from cases.models import CasePage
from cases.uploads.bounds import MAX_FILE_BYTES
from tests.factories import case_record, files, png, write_lines

pytestmark = pytest.mark.django_db


def picture(kind: str, size: tuple[int, int] = (120, 90), **options: Any) -> bytes:
    """Return the bytes of a picture that does not compress to nothing."""
    image = Image.effect_noise(size, 80).convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def picture_bomb(side: int) -> bytes:
    """Return a small PNG file that says that it is an enormous picture."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * ((side // 8 + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


@pytest.fixture
def beside(tmp_path: Path) -> Callable[[bytes, str], str]:
    """Return a function that puts a picture beside the file, and gives its name."""

    def put(content: bytes, ending: str) -> str:
        name = f"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}.{ending}"
        (tmp_path / "files").mkdir(exist_ok=True)
        (tmp_path / "files" / name).write_bytes(content)
        return name

    return put


def brought_in(folder: Path, *records: dict[str, Any], **options: Any) -> Any:
    """Import records with the pictures in a folder."""
    with write_lines(folder, *records).open("rb") as lines:
        return import_cases(lines, files=folder / "files", **options)


def with_picture(name: str, **changes: Any) -> dict[str, Any]:
    """Return a record with a picture."""
    image = {"file": name, "alt": "En systue", "decorative": False, "credit": "", "consent": True}
    return case_record(image=image, **changes)


@pytest.mark.parametrize(
    ("kind", "ending"),
    [("JPEG", "jpg"), ("JPEG", "jpeg"), ("PNG", "png"), ("GIF", "gif"), ("WEBP", "webp"), ("AVIF", "avif")],
)
def test_pictures_of_each_kind_come_in_and_go_out_again(tmp_path, beside, kind, ending):
    content = picture(kind)
    record = with_picture(beside(content, ending))
    assert brought_in(tmp_path, record).problems == []
    assert brought_in(tmp_path, record).unchanged
    out = io.StringIO()
    export_cases(out, files=tmp_path / "out")
    assert json.loads(out.getvalue()) == record
    assert (tmp_path / "out" / record["image"]["file"]).read_bytes() == content


def test_a_picture_that_several_use_comes_in_once(tmp_path, beside):
    name = beside(png(), "png")
    body = [{"type": "image", "value": with_picture(name)["image"]}]
    assert brought_in(tmp_path, with_picture(name, body=body), with_picture(name)).problems == []
    assert get_image_model().objects.count() == 1


def test_the_name_may_be_written_with_its_folder(tmp_path, beside):
    record = with_picture("files/" + beside(png(), "png"))
    assert brought_in(tmp_path, record).problems == []
    assert brought_in(tmp_path, record).unchanged


def test_a_picture_that_the_site_has_already_need_not_travel(tmp_path, beside):
    name = beside(png(), "png")
    brought_in(tmp_path, with_picture(name))
    (tmp_path / "files" / name).unlink()
    assert brought_in(tmp_path, with_picture(name)).problems == []


HOSTILE = {
    "an enormous picture": lambda: (picture_bomb(9_000), "png"),
    "an enormous picture that says so only": lambda: (
        picture_bomb(64)[:16] + struct.pack(">II", 60_000, 60_000) + b"x",
        "png",
    ),
    "a drawing with another name": lambda: (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "png"),
    "a page with another name": lambda: (b"<html><script>x()</script>", "jpg"),
    "another kind than the name says": lambda: (png(), "jpg"),
    "a PNG that was cut off": lambda: (picture("PNG")[:-3000], "png"),
    "a JPEG that was cut off": lambda: (picture("JPEG")[:-900], "jpg"),
    "a WebP that was cut off": lambda: (picture("WEBP")[:-900], "webp"),
    "the beginning only": lambda: (png()[:20], "png"),
    "nothing at all": lambda: (b"", "gif"),
    "too many bytes": lambda: (png() + b"\0" * MAX_FILE_BYTES, "png"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_whole_picture_of_a_bearable_size_is_refused(tmp_path, beside, what):
    result = brought_in(tmp_path, with_picture(beside(*HOSTILE[what]())))
    assert [(problem.line, problem.key) for problem in result.problems] == [(1, "image.file")]
    assert not result.written
    assert get_image_model().objects.count() == 0


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "files/../x.png", "a.png", "A" * 40 + ".png", "a" * 40 + ".svg", "a" * 40, ""],
)
def test_only_a_name_made_of_a_hash_is_looked_for(tmp_path, name):
    assert [problem.key for problem in brought_in(tmp_path, with_picture(name)).problems] == ["image.file"]


def test_a_picture_of_the_story_is_named_by_its_block(tmp_path):
    image = {"file": "a" * 40 + ".png", "alt": "", "decorative": False, "credit": "", "consent": False}
    record = case_record(body=[{"type": "heading", "value": "x"}, {"type": "image", "value": image}])
    keys = [problem.key for problem in brought_in(tmp_path, record).problems]
    assert keys == ["body.2.value.file", "body.2.value.alt"]


def test_an_import_that_fails_leaves_no_files_behind(tmp_path, beside, monkeypatch):
    before = set(default_storage.listdir("original_images")[1]) if default_storage.exists("original_images") else set()
    monkeypatch.setattr(CasePage, "save_revision", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        brought_in(tmp_path, with_picture(beside(picture("PNG"), "png")))
    assert set(default_storage.listdir("original_images")[1]) == before
    assert get_image_model().objects.count() == 0


def test_a_case_whose_picture_is_lost_is_exported_as_far_as_it_is_there(tmp_path, beside, client):
    brought_in(tmp_path, with_picture(beside(picture("PNG"), "png")))
    get_image_model().objects.update(file_hash="", file="original_images/gone.png")
    assert client.get("/api/cases/").json()["results"][0]["image"] is None


def test_a_camera_s_picture_comes_in_clean_and_its_case_can_come_again(tmp_path, beside):
    taken = files.camera_picture()
    name = beside(taken, "jpg")
    record = with_picture(name, body=[{"type": "image", "value": with_picture(name)["image"]}])
    assert brought_in(tmp_path, record).problems == []
    assert get_image_model().objects.count() == 1
    assert brought_in(tmp_path, record).unchanged
    (tmp_path / "files" / name).unlink()
    assert brought_in(tmp_path, record).unchanged
    out = io.StringIO()
    export_cases(out, files=tmp_path / "out")
    exported = json.loads(out.getvalue())
    kept = exported["image"]["file"]
    content = (tmp_path / "out" / kept).read_bytes()
    assert kept == f"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}.jpg" != name
    assert exported["body"][0]["value"]["file"] == kept
    assert files.SECRET.encode() not in content
    # What went out is clean, and so it comes in elsewhere, and here, as it is.
    (tmp_path / "files" / kept).write_bytes(content)
    assert brought_in(tmp_path, exported).unchanged
    CasePage.objects.get().delete()
    get_image_model().objects.all().delete()
    assert brought_in(tmp_path, exported, overwrite=True).problems == []
    with get_image_model().objects.get().file.open("rb") as file:
        assert file.read() == content

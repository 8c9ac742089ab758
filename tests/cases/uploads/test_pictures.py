"""What is stored of a picture: upright, in bounds, the picture and nothing else; and tidy files byte for byte."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from cases.uploads.bounds import MAX_SIDE, RefusedUploadError
from cases.uploads.pictures import ENDINGS, clean_picture
from cases.uploads.tidy import is_tidy
from tests.cases.uploads.hostile import SCRIPT, hostile_pictures
from tests.factories import files

STORED_AS = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "GIF": "PNG", "AVIF": "AVIF", "HEIF": "JPEG"}


@pytest.mark.parametrize("kind", STORED_AS)
def test_a_camera_s_picture_loses_all_that_it_tells_and_stands_upright(kind):
    taken = files.camera_picture(kind)
    cleaned = clean_picture(taken)
    with Image.open(io.BytesIO(cleaned.content)) as picture:
        assert picture.format == cleaned.kind == STORED_AS[kind]
        assert not picture.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment", "Author"} & picture.info.keys()
        assert picture.size == ((80, 60) if kind == "GIF" else (60, 80))
        if kind != "GIF":
            # Turned a quarter clockwise, what was to the left is at the top.
            red, green, blue = picture.convert("RGB").getpixel((45, 20))
            assert red > 200
            assert max(green, blue) < 60
            assert min(picture.convert("RGB").getpixel((45, 60))) > 240
    assert files.SECRET.encode() not in cleaned.content
    assert is_tidy(cleaned.kind, cleaned.content)
    assert clean_picture(cleaned.content).content == cleaned.content


@pytest.mark.parametrize("kind", ENDINGS)
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA"])
def test_a_picture_that_holds_nothing_else_is_stored_byte_for_byte(kind, mode):
    if kind == "JPEG" and mode in ("P", "RGBA"):
        mode = "CMYK"
    buffer = io.BytesIO()
    Image.effect_noise((90, 70), 60).convert("RGB").convert(mode).save(buffer, kind)
    assert clean_picture(buffer.getvalue()).content == buffer.getvalue()


@pytest.mark.parametrize("kind", ENDINGS)
def test_what_follows_after_the_end_is_not_stored(kind):
    buffer = io.BytesIO()
    Image.effect_noise((90, 70), 60).save(buffer, kind)
    assert SCRIPT not in clean_picture(buffer.getvalue() + SCRIPT).content


def test_a_large_picture_is_made_as_large_as_pages_can_use():
    buffer = io.BytesIO()
    Image.new("L", (MAX_SIDE + 1000, 600)).save(buffer, "PNG")
    cleaned = clean_picture(buffer.getvalue())
    assert (cleaned.width, cleaned.height) == (MAX_SIDE, round(600 * MAX_SIDE / (MAX_SIDE + 1000)))


def test_colours_are_those_that_the_profile_means():
    buffer = io.BytesIO()
    from_another_space = Image.new("RGB", (8, 8), (120, 200, 90))
    from_another_space.save(buffer, "PNG", icc_profile=b"no profile at all")
    assert clean_picture(buffer.getvalue()).kind == "PNG"
    with Image.open(io.BytesIO(clean_picture(buffer.getvalue()).content)) as picture:
        assert picture.getpixel((0, 0)) == (120, 200, 90)


def test_the_name_gets_the_ending_of_the_content():
    cleaned = clean_picture(files.camera_picture())
    assert [cleaned.ending_for(name) for name in ("a.png", "a.JPEG", "a", "a.jpg")] == ["jpg", "jpeg", "jpg", "jpg"]


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_whatever_comes_a_tidy_picture_or_words_come_out():
    refused = 0
    for name, content in hostile_pictures():
        try:
            cleaned = clean_picture(content)
        except RefusedUploadError as error:
            refused += bool(str(error))
        else:
            assert is_tidy(cleaned.kind, cleaned.content), name
            assert SCRIPT not in cleaned.content, name
            assert files.SECRET.encode() not in cleaned.content, name
    assert refused > 40

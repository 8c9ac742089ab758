"""The free story on its way between a page and a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from wagtail.rich_text import RichText

from cases.blocks.raw import values_in
from cases.exchange.attachments import Attachments


def files_of_blocks(blocks: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the key of each part of a record's story that names a file, and the part."""
    for number, block in enumerate(blocks, start=1):
        key = f"body.{number}.value"
        if block.type in ("image", "document"):
            yield key, block.value
        elif block.type == "gallery":
            yield from ((f"{key}.images.{place}", image) for place, image in enumerate(block.value.images, start=1))
        elif block.type == "video" and block.value.poster:
            yield f"{key}.poster", block.value.poster


class StoryMaker:
    """Makes a record's blocks of stored ones; a block that says nothing yet becomes none, and so does an item."""

    def __init__(
        self, *, html: Callable[[str | None], str], pictures: Mapping[int, str], documents: Mapping[int, str]
    ) -> None:
        self._html, self._pictures, self._documents = html, pictures, documents
        self._makers: dict[str, Callable[[Any], Any]] = {
            "heading": lambda value: value,
            "paragraph": html,
            "quote": lambda value: _texts(value, "text", "attribution"),
            "image": self._image,
            "gallery": self._gallery,
            "video": self._video,
            "document": self._document,
            "fact_box": lambda value: {**_texts(value, "title"), "text": html(value.get("text"))},
            "key_figures": lambda value: _listed("figures", value, "figure", "what", optional="note"),
            "timeline": lambda value: _listed("events", value, "when", "title", optional="text"),
            "question": lambda value: {**_texts(value, "question", "hint"), "concept": value.get("concept") or None},
        }

    def block(self, raw: Any) -> dict[str, Any] | None:
        """Return a block of the story as the record has it, or None."""
        make = self._makers.get(raw["type"])
        value = make(raw["value"]) if make and raw["value"] else None
        return {"type": raw["type"], "value": value} if value else None

    def _image(self, value: dict[str, Any]) -> dict[str, Any] | None:
        name = self._pictures.get(value.get("image") or 0)
        if not name:
            return None
        alt, credit = _texts(value, "alt", "credit").values()
        decorative, consent = bool(value.get("decorative")), bool(value.get("consent"))
        return {"file": name, "alt": alt, "decorative": decorative, "credit": credit, "consent": consent}

    def _gallery(self, value: dict[str, Any]) -> dict[str, Any] | None:
        images = [image for item in values_in(value.get("images")) if (image := self._image(item))]
        return {"images": images, **_texts(value, "caption")} if images else None

    def _document(self, value: dict[str, Any]) -> dict[str, Any] | None:
        name = self._documents.get(value.get("document") or 0)
        return {"file": name, **_texts(value, "title", "description")} if name else None

    def _video(self, value: dict[str, Any]) -> dict[str, Any]:
        poster = value.get("poster") or {}
        name = self._pictures.get(poster.get("image") or 0)
        still = {"file": name, **_texts(poster, "credit"), "consent": bool(poster.get("consent"))} if name else None
        return {**_texts(value, "title", "url", "text"), "poster": still}


def _listed(key: str, value: dict[str, Any], *needed: str, optional: str) -> dict[str, Any] | None:
    items = [_texts(item, *needed, optional) for item in values_in(value.get(key))]
    whole = [item for item in items if all(item[name].strip() for name in needed)]
    return {key: whole} if whole else None


def _texts(value: dict[str, Any], *keys: str) -> dict[str, str]:
    return {key: value.get(key) or "" for key in keys}


class StoryFiller:
    """Makes a page's blocks of a record's; files are taken in on the way."""

    def __init__(self, *, attachments: Attachments, html: Callable[[str], str], title: str) -> None:
        self._pictures, self._documents = attachments.pictures, attachments.documents
        self._html, self._title = html, title

    def block(self, block: Any) -> tuple[str, Any]:
        """Return a block's type and value."""
        value = block.value
        match block.type:
            case "heading":
                made: Any = value
            case "paragraph":
                made = RichText(self._html(value))
            case "fact_box":
                made = {"title": value.title, "text": RichText(self._html(value.text))}
            case "image":
                made = self._image(value)
            case "gallery":
                made = {"images": [self._image(image) for image in value.images], "caption": value.caption}
            case "video":
                made = {**value.model_dump(), "poster": self._image(value.poster) if value.poster else {}}
            case "document":
                document = self._documents.take_in(value.file, value.title)
                made = {"document": document, **value.model_dump(exclude={"file"})}
            case "question":
                made = {**value.model_dump(), "concept": value.concept or ""}
            case _:
                made = value.model_dump()
        return block.type, made

    def _image(self, picture: Any) -> dict[str, Any]:
        return {"image": self._pictures.take_in(picture.file, self._title), **picture.model_dump(exclude={"file"})}

"""Free stories with every block, as the database keeps them."""

from __future__ import annotations

import json
from typing import Any

from django.core.files.base import ContentFile

from cases.models import PortalDocument, PortalImage
from tests.factories.cases import png

YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"


def make_image(name: str = "bilde", colour: str = "teal", size: tuple[int, int] = (64, 48)) -> PortalImage:
    """Return a saved picture."""
    return PortalImage.objects.create(title=name, file=ContentFile(png(*size, colour), f"{name}.png"))


def make_document(name: str = "rapport.txt", content: bytes = b"Fem familier ble med.\n") -> PortalDocument:
    """Return a saved document."""
    document = PortalDocument(title=name, file=ContentFile(content, name), file_size=len(content))
    document.save()
    return document


def picture(image: Any, **changes: Any) -> dict[str, Any]:
    """Return the value of an image block."""
    alt = "Folk rundt et bord"
    return {"image": image and image.pk, "alt": alt, "decorative": False, "credit": "Kari", "consent": True, **changes}


def every_block(image: PortalImage, document: PortalDocument) -> list[dict[str, Any]]:
    """Return a story with each block at least once."""
    events = [
        {"when": "2022", "title": "Ideen på foreldremøtet", "text": "Tre foreldre skrev den ned.\n\nSå gikk de hjem."},
        {"when": "våren 2023", "title": "Den første våren", "text": ""},
    ]
    figures = [
        {"figure": "48", "what": "signerte arbeidskontrakter", "note": "NAV, august 2017"},
        {"figure": "12,5 %", "what": "færre flyttinger", "note": ""},
    ]
    video = {
        "title": "En dag på systua",
        "url": YOUTUBE,
        "text": "To deltakere viser fram systua.\n\nDe ler.",
        "poster": {"image": image.pk, "credit": "Ola", "consent": True},
    }
    other_video = {"title": "På NRK", "url": "https://tv.nrk.no/serie/x", "text": "Et innslag.", "poster": {}}
    values: list[tuple[str, Any]] = [
        ("heading", "Slik gikk det"),
        ("paragraph", "<p>Først kom <b>maten</b>, så kom <a href='https://example.org/'>møtet</a>.</p>"),
        ("quote", {"text": "Her er vi like.", "attribution": "en deltaker"}),
        ("image", picture(image)),
        ("gallery", {"images": [picture(image), picture(image, alt="", decorative=True)], "caption": "Fra våren"}),
        ("fact_box", {"title": "Fakta", "text": "<ol><li>Fem familier</li></ol>"}),
        ("key_figures", {"figures": figures}),
        ("timeline", {"events": events}),
        ("document", {"document": document.pk, "title": "Rapporten", "description": "Hvordan det gikk."}),
        ("video", video),
        ("video", other_video),
        ("question", {"question": "Hvem bestemmer hos oss?", "hint": "Tenk på siste møte.", "concept": "democracy"}),
    ]
    return [{"type": kind, "value": value} for kind, value in values]


def longest_blocks(image: PortalImage, document: PortalDocument, word: str) -> list[dict[str, Any]]:
    """Return blocks that are as long as they may be, of one word that is too long for most places."""

    def text(length: int) -> str:
        return (f"{word} " * length)[:length].strip()

    event = {"when": text(40), "title": text(120), "text": text(600)}
    figure = {"figure": "9" * 20, "what": text(120), "note": text(200)}
    shown = picture(image, alt=text(255), credit=text(150))
    still = {"image": image.pk, "credit": text(150), "consent": True}
    video = {
        "title": text(150),
        "url": f"https://{'x' * 60}.example.org/{word * 5}",
        "text": text(2000),
        "poster": still,
    }
    values: list[tuple[str, Any]] = [
        ("fact_box", {"title": text(120), "text": f"<p>{text(500)}</p>"}),
        ("heading", text(120)),
        ("quote", {"text": text(600), "attribution": text(150)}),
        ("image", shown),
        ("gallery", {"images": [shown] * 12, "caption": text(250)}),
        ("key_figures", {"figures": [figure] * 6}),
        ("timeline", {"events": [event] * 20}),
        ("document", {"document": document.pk, "title": text(150), "description": text(400)}),
        ("video", video),
        ("question", {"question": text(300), "hint": text(500), "concept": "complementary_competence"}),
    ]
    return [{"type": kind, "value": value} for kind, value in values]


def as_body(blocks: list[dict[str, Any]]) -> str:
    """Return a story as a page takes it."""
    return json.dumps(blocks)

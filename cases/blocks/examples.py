"""What the block picker shows of each block: invented examples, and drawings instead of anybody's pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText


@dataclass(frozen=True)
class ExamplePicture:
    """A drawing that stands for a picture, in every size that is asked for."""

    drawing: str
    width: int = 960
    height: int = 640

    @property
    def url(self) -> str:
        """Return the drawing's address."""
        return static(f"img/{self.drawing}.svg")

    def find_existing_renditions(self, *_sizes: Any) -> dict[Any, Any]:
        """Return that no size is ready: the drawing is shown as it is."""
        return {}

    def get_rendition(self, _size: Any) -> ExamplePicture:
        """Return itself, as a picture returns its size."""
        return self


@dataclass(frozen=True)
class ExampleDocument:
    """Something that stands for a document."""

    title: str = ""
    file_extension: str = "pdf"
    file_size: int = 348_000
    url: str = "#"


def paragraph() -> RichText:
    """Return a paragraph."""
    text = _("They met on Tuesday afternoons. First they ate together, then they planned the week.")
    return RichText(f"<p>{text}</p>")


def quote() -> dict[str, Any]:
    """Return a quotation."""
    return {"text": _("Here nobody asks what I cannot do."), "attribution": _("a participant")}


def fact_box() -> dict[str, Any]:
    """Return a fact box."""
    points = (_("Two afternoons a week"), _("A kitchen that the school lends out"), _("One employee, half time"))
    return {
        "title": _("What it takes"),
        "text": RichText(f"<ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>"),
    }


def key_figures() -> dict[str, Any]:
    """Return three figures."""
    figures = (
        ("32", _("families have taken part"), _("Our own count, 2025")),
        ("12", _("volunteers meet every week"), ""),
        ("9", _("have found work"), _("NAV, June 2025")),
    )
    return {"figures": [{"figure": figure, "what": what, "note": note} for figure, what, note in figures]}


def timeline() -> dict[str, Any]:
    """Return three events."""
    events = (
        ("2022", _("An idea at the parents' meeting"), _("Three parents and a nurse wrote it down the same evening.")),
        ("2023", _("The first spring"), _("Six families tried it out.")),
        ("2025", _("Part of the municipality's budget"), ""),
    )
    return {"events": [{"when": when, "title": title, "text": text} for when, title, text in events]}


def question() -> dict[str, Any]:
    """Return a question."""
    return {
        "question": _("Who has a say in our own project, and who is missing?"),
        "hint": _("Think of a decision from the last month. Who was in the room?"),
        "concept": "",
    }


def image(drawing: str = "example-table") -> dict[str, Any]:
    """Return a picture."""
    credit = _("Name of the photographer")
    return {
        "image": ExamplePicture(drawing),
        "alt": _("Example picture"),
        "decorative": False,
        "credit": credit,
        "consent": True,
    }


def gallery() -> dict[str, Any]:
    """Return three pictures."""
    drawings = ("example-table", "example-house", "example-hands")
    return {"images": [image(drawing) for drawing in drawings], "caption": _("From the first spring")}


def document() -> dict[str, Any]:
    """Return a document."""
    description = _("How the work was evaluated, and what came out of it.")
    return {"document": ExampleDocument(), "title": _("Report from the first year"), "description": description}


def video() -> dict[str, Any]:
    """Return a video, at an address that leads nowhere."""
    return {
        "title": _("A day in the kitchen"),
        "url": "https://video.example.org/",
        "text": _("Two parents show the kitchen and tell how they began."),
        "poster": {"image": ExamplePicture("example-table"), "credit": "", "consent": True},
    }

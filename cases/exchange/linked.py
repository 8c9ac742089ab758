"""Linked data in little: things with properties, written as Turtle and as JSON-LD. A pure core."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ref:
    """Another thing, by its address."""

    iri: str


@dataclass(frozen=True)
class Text:
    """A text in a language, or in none."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Thing:
    """A thing: its address, its kind, and its properties as `prefix:name`, each with all its values."""

    iri: str
    kind: str
    properties: Mapping[str, Iterable[Ref | Text]]


def as_turtle(things: Iterable[Thing], prefixes: Mapping[str, str]) -> str:
    """Return the things in Turtle."""
    lines = [f"@prefix {prefix}: <{address}> ." for prefix, address in prefixes.items()]
    for thing in things:
        said = [f"    {name} {' , '.join(map(_in_turtle, values))}" for name, values in thing.properties.items()]
        lines += ["", f"<{thing.iri}> a {thing.kind} ;", " ;\n".join(said) + " ."]
    return "\n".join(lines) + "\n"


def as_json_ld(things: Iterable[Thing], prefixes: Mapping[str, str]) -> dict[str, Any]:
    """Return the things in JSON-LD."""
    graph = [
        {
            "@id": thing.iri,
            "@type": thing.kind,
            **{name: [_in_json(value) for value in values] for name, values in thing.properties.items()},
        }
        for thing in things
    ]
    return {"@context": dict(prefixes), "@graph": graph}


def _in_turtle(value: Ref | Text) -> str:
    if isinstance(value, Ref):
        return f"<{value.iri}>"
    # Turtle has JSON's escapes.
    text = json.dumps(value.text, ensure_ascii=False)
    return f"{text}@{value.language}" if value.language else text


def _in_json(value: Ref | Text) -> dict[str, str]:
    if isinstance(value, Ref):
        return {"@id": value.iri}
    return {"@value": value.text, "@language": value.language} if value.language else {"@value": value.text}

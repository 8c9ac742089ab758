"""Says, in words, what is wrong with a text's HTML; takes time in step with the length of the text. A pure core."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from django.utils.translation import gettext as _

from cases.exchange.html import ALLOWED_TAGS, canonical_html, is_allowed_address

MAX_NESTING = 50
_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*+)((?:[^>"']|"[^"]*"|'[^']*')*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_NESTING = re.compile(r"<(/?)(?:ul|ol|blockquote|strong|em|a|h3)\b", re.IGNORECASE)


class _Piece(NamedTuple):
    """A text, a tag with its attributes, or what is wrong."""

    text: str = ""
    tag: str = ""
    attributes: str = ""
    problem: str = ""


def html_problems(html: str) -> list[str]:
    """Return, in words, what the record does not allow or what nobody can read; empty when all is well."""
    if _nesting(html) > MAX_NESTING:
        return [_("tags within tags, more than %(most)s deep") % {"most": MAX_NESTING}]
    problems: list[str] = []
    text: list[str] = []
    for piece in _pieces(html):
        text.append(piece.text)
        problems += [piece.problem] if piece.problem else _tag_problems(piece)
    if not problems and _letters(text) != _letters(piece.text for piece in _pieces(canonical_html(html))):
        problems.append(_broken())
    return list(dict.fromkeys(problems))


def _nesting(html: str) -> int:
    """Return how deep tags lie within each other at the most, those that nobody closes included."""
    depth = deepest = 0
    for found in _NESTING.finditer(html):
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _pieces(html: str) -> Iterator[_Piece]:
    """Yield the text between tags, and the tags; stops at what cannot be read."""
    position = 0
    while (start := html.find("<", position)) >= 0:
        yield _Piece(text=html[position:start])
        position = start + 1
        if found := _TAG.match(html, start):
            yield _Piece(tag=found[2].lower(), attributes="" if found[1] else found[3])
            position = found.end()
        elif html[start + 1 : start + 2] in ("!", "?"):
            is_comment = html.startswith("<!--", start)
            yield _Piece(problem=_("a comment") if is_comment else _("a declaration"))
            position = _end(html, start, "-->" if is_comment else ">")
        elif re.match(r"[a-zA-Z/]", html[position : position + 1]):
            yield _Piece(problem=_broken())
            return
        else:
            yield _Piece(text="<")
    yield _Piece(text=html[position:])


def _end(html: str, start: int, mark: str) -> int:
    found = html.find(mark, start)
    return found + len(mark) if found >= 0 else len(html)


def _tag_problems(piece: _Piece) -> Iterator[str]:
    if piece.tag and piece.tag not in ALLOWED_TAGS:
        yield _("the tag <%(tag)s>") % {"tag": piece.tag[:40]}
        return
    for found in _ATTRIBUTE.finditer(piece.attributes):
        name, value = found[1].lower(), unescape((found[2] or "").strip("\"'"))
        if piece.tag != "a" or name != "href":
            yield _("the attribute %(name)s on <%(tag)s>") % {"name": name[:40], "tag": piece.tag}
        elif not is_allowed_address(value):
            yield _("the address “%(address)s”") % {"address": value[:200]}


def _letters(texts: list[str] | Iterator[str]) -> str:
    return "".join(unescape("".join(texts)).split())


def _broken() -> str:
    return _("a “<” that begins no whole tag")

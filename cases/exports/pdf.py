"""A list of cases as PDF/UA-1: what is to stand in it, and how it is made without holding anybody up."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cases.detail.cover import COLOURS, cloth_svg
from cases.exports.contents import CaseSheet, Shown
from cases.exports.rich_parts import Part, letters_of, parts_of
from cases.exports.typesetting import TEMPLATE

CONTENT_TYPE = "application/pdf"
_log = structlog.get_logger(__name__)
# Seconds; the first time on a machine the fonts are made as well.
_PATIENCE = 60
# Letters of one case's chapters: some six pages. Whoever wrote more is read on the case's own page.
_MOST_LETTERS = 14_000


class NotMadeError(Exception):
    """The file could not be made now."""


def list_as_pdf(name: str, address: str, cases: Sequence[CaseSheet], site: str) -> bytes:
    """Return the list as a PDF; NotMadeError when that takes too long or fails."""
    return set_as_pdf(document_of(name, address, cases, site), TEMPLATE)


def set_as_pdf(document: dict[str, Any], template: Path) -> bytes:
    """Return a document, set by a template of ours, as a PDF; NotMadeError when that takes too long or fails."""
    asked = {
        "document": document,
        "template": str(template),
        "font_source": str(settings.FONT_SOURCE),
        "kept": str(settings.DATA_DIR),
    }
    command = [sys.executable, "-m", "cases.exports.typesetting"]
    try:
        done = subprocess.run(  # noqa: S603 - see above
            command,
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
            cwd=settings.BASE_DIR,
        )
    except (subprocess.SubprocessError, OSError) as error:
        stderr = getattr(error, "stderr", None) or b""
        _log.error("a PDF could not be made", error=type(error).__name__, said=stderr.decode(errors="replace")[-800:])
        raise NotMadeError from error
    return done.stdout


def document_of(name: str, address: str, cases: Sequence[CaseSheet], site: str) -> dict[str, Any]:
    """Return what the template shows, as plain values."""
    count = ngettext("%(n)s case", "%(n)s cases", len(cases)) % {"n": len(cases)}
    return {
        "title": name,
        "description": count,
        "count": count,
        "date": formats.date_format(timezone.localdate(), "DATE_FORMAT"),
        "address": address,
        "language": get_language() or "nb",
        "words": {
            "page": _("Page"),
            "of": _("of"),
            "contents": _("Contents"),
            "note": _("Note"),
            "facts": _("Facts"),
            "licence": _("Licence:"),
            "cut": _("The story goes on at the address below."),
        },
        "cases": [_case(case, site) for case in cases],
    }


def _case(case: CaseSheet, site: str) -> dict[str, Any]:
    chapters, cut = _chapters(case, site)
    lots = [(_("Values"), case.values), (_("Action fields"), case.fields)]
    return {
        "title": case.title,
        "where": case.where_and_when,
        "summary": case.summary,
        "language": case.language,
        "note": case.note,
        "url": case.url,
        "licence": case.licence,
        "licence-to": case.licence_url,
        "cloth": cloth_svg(case.strips),
        "cloth-alt": cloth_in_words(case),
        "facts": [{"label": told.label, "names": told.names, "lines": told.key == "partners"} for told in case.facts],
        "chapters": chapters,
        "cut": cut,
        "threads": [{"heading": heading, "shown": _threads(shown)} for heading, shown in lots if shown],
    }


def cloth_in_words(case: CaseSheet) -> str:
    """Return what a case's cloth shows, for those who do not see it."""
    names = ", ".join(one.name for one in (*case.values, *case.fields))
    if not names:
        return _("The case drawn as a woven cloth")
    return _("The case drawn as a woven cloth of: %(names)s") % {"names": names}


def _threads(shown: Sequence[Shown]) -> list[dict[str, str]]:
    return [{"name": one.name, "how": one.how, "colour": COLOURS.get(one.code, COLOURS["weft dyed"])} for one in shown]


def _chapters(case: CaseSheet, site: str) -> tuple[list[dict[str, Any]], bool]:
    """Return the chapters, and whether something at their end was left out."""
    chapters: list[dict[str, Any]] = []
    left = _MOST_LETTERS
    for chapter in case.chapters:
        parts: list[Part] = []
        for part in parts_of(chapter.html, site):
            left -= letters_of(part)
            if left < 0:
                return ([*chapters, {"heading": chapter.heading, "parts": parts}] if parts else chapters), True
            parts.append(part)
        chapters.append({"heading": chapter.heading, "parts": parts})
    return chapters, False

"""Files as answers: a name that every system takes, for the reader alone, and not for search engines."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from cases.models.vocabulary import ascii_slug


def file_answer(content: bytes, content_type: str, name: str, ending: str) -> HttpResponse:
    """Return a file to be saved."""
    answer = HttpResponse(content, content_type=content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{ascii_slug(name) or 'caser'}.{ending}")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer

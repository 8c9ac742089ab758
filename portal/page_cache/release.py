"""A name for what pages are made with: code, templates, translations, style sheets and the settings that they show."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django
import wagtail
from django.conf import settings

_SOURCES = {"portal": "*.py", "cases": "*.py", "toolkit": "*.py", "home": "*.py", "templates": "*", "locale": "*.mo"}


@cache
def release() -> str:
    """Return the name: equal where two processes make the same pages from the same database."""
    told = (django.__version__, wagtail.__version__, settings.SITE_URL, settings.STATIC_URL, settings.MEDIA_URL)
    digest = hashlib.blake2b(repr(told).encode(), digest_size=12)
    for path in _files():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for folder, pattern in _SOURCES.items():
        yield from sorted(path for path in (settings.BASE_DIR / folder).rglob(pattern) if path.is_file())
    # Under which names the static files are found.
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.is_file():
        yield manifest

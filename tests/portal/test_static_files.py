"""Production's style sheets, scripts and fonts: named by content, compressed, and each where it is asked for."""

from __future__ import annotations

import json
import posixpath
import re
from pathlib import Path

import pytest

from tests.production import collected_static_files

REFERENCE = re.compile(r"""(?:url\(\s*['"]?|@import\s+['"])([^'")]+)""")


@pytest.fixture(scope="module")
def files() -> Path:
    """The folder that collectstatic filled."""
    return collected_static_files()


def test_every_file_that_a_style_sheet_asks_for_is_there(files):
    manifest = json.loads((files / "staticfiles.json").read_text())["paths"]
    sheets = sorted({name for name in manifest.values() if name.endswith(".css")})
    assert len(sheets) > 20
    missing = []
    for sheet in sheets:
        text = re.sub(r"/\*.*?\*/", "", (files / sheet).read_text(), flags=re.DOTALL)
        for asked in REFERENCE.findall(text):
            if asked.startswith(("data:", "#", "http:", "https:")):
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), re.split("[?#]", asked)[0]))
            if not (files / path).is_file():
                missing.append((sheet, asked))
    assert missing == []


def test_what_browsers_read_as_text_is_compressed_in_both_ways(files):
    manifest = json.loads((files / "staticfiles.json").read_text())["paths"]
    texts = [
        files / name
        for name in manifest.values()
        if name.endswith((".css", ".js")) and (files / name).stat().st_size > 2000
    ]
    assert len(texts) > 50
    for text in texts:
        sizes = [text.stat().st_size, *(text.with_name(text.name + ending).stat().st_size for ending in (".gz", ".br"))]
        assert sizes == sorted(sizes, reverse=True), text

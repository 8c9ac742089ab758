"""Translations are compiled without gettext, and a fault in one is told, not shipped."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest

from portal.messages import compile_all

HEADER = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""
CASES = '\n#, python-format\nmsgid "%(n)s case"\nmsgid_plural "%(n)s cases"\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An empty translation to bokmål."""
    path = tmp_path / "nb" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEADER, encoding="utf-8")
    return path


def test_compiled_file_holds_the_translations(source: Path, tmp_path: Path) -> None:
    source.write_text(HEADER + CASES + 'msgstr[0] "%(n)s døme"\nmsgstr[1] "%(n)s dømer"\n', encoding="utf-8")

    assert compile_all(tmp_path) == []

    with source.with_suffix(".mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    assert translations.ngettext("%(n)s case", "%(n)s cases", 2) == "%(n)s dømer"


def test_fuzzy_translation_is_left_out(source: Path, tmp_path: Path) -> None:
    source.write_text(HEADER + '\n#, fuzzy\nmsgid "case"\nmsgstr "kasse"\n', encoding="utf-8")

    assert compile_all(tmp_path) == []

    with source.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("case") == "case"


def test_only_what_has_changed_is_compiled_again(source: Path, tmp_path: Path) -> None:
    compile_all(tmp_path)
    target = source.with_suffix(".mo")
    target.write_bytes(b"not touched")
    compile_all(tmp_path)
    assert target.read_bytes() == b"not touched"

    os.utime(source, (target.stat().st_mtime + 1,) * 2)
    compile_all(tmp_path)

    assert target.read_bytes() != b"not touched"


@pytest.mark.parametrize(
    "fault",
    [CASES + 'msgstr[0] "%(m)s døme"\nmsgstr[1] "%(m)s dømer"\n', "\nnonsense\n"],
    ids=["another placeholder", "a broken line"],
)
def test_fault_is_told_and_not_compiled(source: Path, tmp_path: Path, fault: str) -> None:
    source.write_text(HEADER + fault, encoding="utf-8")

    (told,) = compile_all(tmp_path)

    assert str(source) in told
    assert not source.with_suffix(".mo").exists()

"""The theme's colours, light and dark: text that everyone can read, and marks that stand out from what they lie on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "portal" / "static" / "css"
_GROUNDS = (
    "--ds-color-neutral-background-default",
    "--ds-color-neutral-background-tinted",
    "--ds-color-neutral-surface-default",
)
_THREADS = ("--thread-openness", "--thread-democracy", "--thread-creativity", "--thread-leadership")


def _scheme(name: str) -> dict[str, str]:
    light, dark = (CSS / "theme.css").read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")
    return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6})", light if name == "light" else dark))


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _too_faint(scheme: str, marks: tuple[str, ...], grounds: tuple[str, ...], least: float) -> dict[str, float]:
    colours = _scheme(scheme)
    found = {f"{m} on {g}": round(_contrast(colours[m], colours[g]), 2) for m in marks for g in grounds}
    return {pair: contrast for pair, contrast in found.items() if contrast < least}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_links_are_seven_to_one(scheme: str) -> None:
    text = ("--ds-color-neutral-text-default", "--ds-color-neutral-text-subtle", "--link", "--ds-link-color-visited")
    assert _too_faint(scheme, text, _GROUNDS, 7) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_threads_and_marks_are_three_to_one(scheme: str) -> None:
    marks = (*_THREADS, "--weft", "--stitch", "--ds-color-focus-outer", "--ds-color-neutral-border-default")
    assert _too_faint(scheme, marks, _GROUNDS, 3) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dyed_threads_stand_out_from_linen(scheme: str) -> None:
    linen = ("--linen-weft", "--linen-warp", "--weft-tint")
    assert _too_faint(scheme, (*_THREADS, "--weft", "--stitch"), linen, 3) == {}
    assert _too_faint(scheme, ("--knot",), (*_THREADS, "--weft"), 3) == {}


def test_both_schemes_set_the_same_colours() -> None:
    assert set(_scheme("light")) == set(_scheme("dark"))


def test_style_sheets_take_nothing_from_elsewhere() -> None:
    for sheet in CSS.glob("*.css"):
        assert "@import" not in sheet.read_text(encoding="utf-8")
        assert not re.search(r"url\(\s*['\"]?(https?:)?//", sheet.read_text(encoding="utf-8"))

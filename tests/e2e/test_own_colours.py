"""A reader's own colours, as high contrast has them, reach every text; axe cannot tell, it reads other colours."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.e2e import addresses as at
from tests.e2e.conftest import Visit

# Texts that stand out less than they must from the nearest ground that is painted.
_FAINT = """() => {
  const parts = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = colour => parts(colour).slice(0, 3).map(c => c / 255).map(
    c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  ).reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = e => {
    for (; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor, alpha = parts(colour)[3];
      if (alpha === undefined || alpha > 0.5) return colour;
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)';
  };
  const own = e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
  const seen = e => own(e) && e.checkVisibility() && !e.closest('.visually-hidden');
  return [...document.querySelectorAll('body :not(svg *)')].filter(seen).filter(e => {
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05) < 4.5;
  }).map(e => `${e.tagName}.${e.className}: ${getComputedStyle(e).color} on ${ground(e)}`);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_in_a_readers_own_colours(visit: Visit, scheme: Literal["light", "dark"]) -> None:
    visitor = visit(forced_colors="active", color_scheme=scheme)
    for name in ("home-nb", "chosen-nb", "article-nb", "model-nb", "county-nb", "case-long", "case-demo"):
        page = visitor.go(at.page_types()[name])
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert page.evaluate(_FAINT) == [], name

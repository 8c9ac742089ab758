"""Without JavaScript a reader meets the same words and the same ways on; scripts add comfort and nothing else."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e import addresses as at
from tests.e2e.conftest import Visit

# What one can follow, and what is written, where it is not a button that a script brings along, or a passkey, which
# only a script can ask for.
_LINKS = """[...document.querySelectorAll('a[href]')].filter(e => e.checkVisibility()).map(
  e => new URL(e.getAttribute('href'), document.baseURI).href)"""
_WORDS = """[...document.querySelectorAll('h1, h2, h3, main p, main li, main dd, main label')].filter(
  e => e.checkVisibility() && !e.closest('[data-passkey-part], [data-state]')
  && !e.querySelector('button') && e.innerText.trim()
).map(e => e.innerText.trim())"""


def _met(page: Page) -> tuple[list[str], list[str]]:
    return page.evaluate(_LINKS), page.evaluate(_WORDS)


def test_every_page_says_the_same_without_javascript(visit: Visit) -> None:
    with_scripts, without = visit(), visit(java_script_enabled=False)
    pages = {name: address for name, address in at.page_types().items() if not name.endswith(("-nn", "-en"))}
    for name, address in pages.items():
        links, words = _met(with_scripts.go(address))
        links_without, words_without = _met(without.go(address))
        assert links_without, name
        assert set(links_without) == set(links), name
        # What is in the browser's own list only a script can tell; without one the page says how else to do it.
        if not name.startswith("my-list"):
            assert [word for word in words if word not in words_without] == [], name

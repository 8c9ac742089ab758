"""No page makes a noise in the console, asks another host, or weighs more than a slow connection bears."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Response

from tests.e2e import addresses as at
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor

PAGES = at.page_types()
KINDS = at.in_all_languages()
LIMIT = 150 * 1000
_WEIGHED = ("text/html", "text/css", "javascript")


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_quiet_and_light(visit: Visit, kind: str) -> None:
    for name, address in KINDS[kind].items():
        # A window of its own, as of somebody who comes for the first time: nothing lies in the browser's cache.
        _weigh(visit(color_scheme="dark"), name, address)


def _weigh(visitor: Visitor, name: str, address: str) -> None:
    # `visit` itself listens to the console, to the security policy and to every request.
    answers: list[Response] = []
    visitor.page.on("response", lambda answer: answers.append(answer))
    page = visitor.go(address)
    page.mouse.wheel(0, 20_000)  # wakes pictures that are loaded late
    page.wait_for_load_state("networkidle")
    assert page.title().endswith("Samskapingsportalen")
    weighed = [answer for answer in answers if any(kind in answer.headers.get("content-type", "") for kind in _WEIGHED)]
    weights = {answer.url: len(gzip.compress(answer.body(), 6)) for answer in weighed}
    assert len(weights) >= 6  # the page and its style sheets
    print(f"{name}: {sum(weights.values()) / 1000:.1f} kB")
    assert sum(weights.values()) < LIMIT, weights


@pytest.mark.parametrize("name", ["400-nb", "404-en"])
def test_error_pages_tell_their_status(visit: Visit, name: str) -> None:
    visitor = visit()
    answer = visitor.page.goto(PAGES[name])
    assert answer is not None
    assert answer.status == int(name[:3])
    assert visitor.page.locator("h1").count() == 1


def test_security_policy_allows_nothing_inline(visit: Visit) -> None:
    visitor = visit()
    answer = visitor.page.goto(at.home("nb"))
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy

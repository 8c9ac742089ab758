"""Videos: nothing from another site before the reader asks for it, and a link for those without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e import addresses as at
from tests.e2e.conftest import Visit
from tests.factories.stories import YOUTUBE

_PLAYER = "https://www.youtube-nocookie.com/"


def test_the_player_comes_when_it_is_asked_for_and_not_before(visit: Visit) -> None:
    visitor = visit()
    visitor.context.route(f"{_PLAYER}**", lambda route: route.fulfill(content_type="text/html", body="<p>Filmen</p>"))
    page = visitor.go(at.BLOCKS)
    page.mouse.wheel(0, 20_000)
    page.wait_for_load_state("networkidle")
    assert page.locator("iframe").count() == 0
    assert visitor.troubles == []

    play = page.get_by_role("button", name=re.compile("YouTube"))
    assert play.count() == 1
    play.focus()
    page.keyboard.press("Enter")
    player = page.locator("iframe[title='En dag på systua']")
    expect(player.content_frame.get_by_text("Filmen")).to_be_visible()
    expect(player).to_be_focused()
    assert play.count() == 0
    # The only requests to another host are those for the player.
    assert visitor.troubles
    assert [trouble for trouble in visitor.troubles if _PLAYER not in trouble] == []
    visitor.troubles.clear()


def test_without_scripts_there_is_a_link_that_says_where_it_leads(visit: Visit) -> None:
    page = visit(java_script_enabled=False).go(at.BLOCKS)
    video = page.locator(".video").first
    link = video.get_by_role("link")
    expect(link).to_have_attribute("href", YOUTUBE)
    expect(link).to_contain_text("YouTube")
    expect(video.get_by_role("button")).to_have_count(0)

"""Answering a round: on a phone, with a bad network, on a second device, without scripts, without a mouse."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import addresses as at
from tests.e2e import library
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
QR = f"/d/{library.OPEN_ROUND}/"
LANGUAGES = ("nb", "nn", "en")
# What the browser itself says of a network that is not there.
_NO_NETWORK = re.compile("net::ERR_INTERNET_DISCONNECTED|lagre/")
_STEPS = 14


def _join(visitor: Visitor, group: str = "citizens") -> Page:
    page = visitor.go(QR)
    page.locator(f"input[value={group}]").check()
    return visitor.follow(page.locator(".answer-form button"))


def _say(language: str) -> Callable[[str], str]:
    return lambda text: at.say(language, text)


def _give(page: Page, place: int) -> None:
    """Answer whatever the screen asks, each question with the choice of that place."""
    screen = page.locator("[data-step]:visible")
    for asked in screen.locator("fieldset").all():
        if asked.locator("textarea").count():
            asked.locator("textarea").fill("Møtene passer ikke for alle.")
        else:
            asked.locator("input:not([type=hidden])").nth(place).check()


def _saved(page: Page) -> None:
    """Wait until nothing is left that only this device has."""
    expect(page.locator("[data-answer]")).to_have_attribute("data-waiting", "0")
    expect(page.locator("[data-state]")).to_have_text(at.say("nb", "All your answers are saved."))


def _forget_the_network(visitor: Visitor) -> None:
    visitor.troubles[:] = [trouble for trouble in visitor.troubles if not _NO_NETWORK.search(trouble)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_from_the_qr_code_to_the_thanks_on_a_phone(visit: Visit, language: str, scripts: bool) -> None:
    say = _say(language)
    visitor: Visitor = visit(java_script_enabled=scripts, **PHONE)
    visitor.go(at.place(language, "start_answering", library.OPEN_ROUND))
    page = visitor.page
    expect(page.get_by_text(say("What is stored:"))).to_be_visible()
    page.locator("input[value=citizens]").check()
    visitor.follow(page.get_by_role("button", name=say("Begin"), exact=True))
    for step in range(1, _STEPS + 1):
        expect(page.locator("[data-progress]")).to_contain_text(re.compile(rf"\D{step}\D+{_STEPS}\D+{step - 1}\D"))
        _give(page, step % 5)
        forward = page.locator(".answer-buttons button:visible").first
        expect(forward).to_have_text(say("Next" if step < _STEPS else "Finish"))
        if scripts and step < _STEPS:
            forward.click()
            expect(page.locator("[data-step]:visible h1")).to_be_focused()
        else:
            visitor.follow(forward)
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Thank you! Your answers are saved"))
    expect(page.locator(".answer-missing")).to_have_count(0)


def test_what_is_answered_without_a_network_waits_on_the_phone_and_is_sent(visit: Visit) -> None:
    visitor: Visitor = visit(**PHONE)
    page = _join(visitor)
    _give(page, 1)
    _saved(page)
    visitor.context.set_offline(True)
    page.locator("[data-next]").click()
    for _step in range(3):
        _give(page, 3)
        page.locator("[data-next]").click()
    state = page.locator("[data-state]")
    expect(state).to_contain_text("Ikke nett")
    expect(page.locator("[data-progress]")).to_contain_text("4 besvart")
    # Whoever is done before the network is back stays here, and is told why.
    page.locator("[data-all-steps] summary").click()
    page.get_by_role("button", name=at.say("nb", "Finish now")).click()
    expect(state).to_contain_text("Ikke nett")
    visitor.context.set_offline(False)
    _saved(page)
    page.reload()
    expect(page.locator("[data-progress]")).to_contain_text("4 besvart")
    _forget_the_network(visitor)


def test_what_waits_is_sent_by_the_next_visit(visit: Visit) -> None:
    visitor: Visitor = visit(**PHONE)
    page = _join(visitor)
    visitor.context.set_offline(True)
    _give(page, 4)
    expect(page.locator("[data-state]")).to_contain_text("Ikke nett")
    # The browser is closed, and opened again where there is a network.
    address = page.url
    page.goto("about:blank")
    visitor.context.set_offline(False)
    page.goto(address)
    _saved(page)
    expect(page.locator("[data-step]:visible h1")).to_have_text("Demokrati")
    expect(page.locator("[data-progress]")).to_contain_text("1 besvart")
    _forget_the_network(visitor)


def test_the_private_link_goes_on_elsewhere_and_neither_device_loses_the_others_answers(visit: Visit) -> None:
    phone: Visitor = visit(**PHONE)
    page = _join(phone)
    _give(page, 0)
    _saved(page)
    page.get_by_text(at.say("nb", "Go on later, or on another device")).click()
    link = page.locator(".private-link a").get_attribute("href") or ""
    other: Visitor = visit()
    elsewhere = other.go(re.sub("^https?://[^/]+", "", link))
    expect(elsewhere.locator("[data-step]:visible h1")).to_have_text("Demokrati")
    _give(elsewhere, 2)
    _saved(elsewhere)
    page.locator("[data-next]").click()
    page.locator("[data-next]").click()
    _give(page, 1)
    _saved(page)
    page.reload()
    expect(page.locator("[data-progress]")).to_contain_text("3 besvart")


def test_the_code_again_on_the_same_device_goes_on_and_another_person_begins_anew(visit: Visit) -> None:
    visitor: Visitor = visit(**PHONE)
    first = _join(visitor).url
    visitor.go(QR)
    visitor.follow(visitor.page.get_by_role("link", name=at.say("nb", "Go on where you were")))
    assert visitor.page.url == first
    visitor.go(QR)
    visitor.page.get_by_text(at.say("nb", "Somebody else is going to answer on this device")).click()
    visitor.page.locator("input[value=nav]").check()
    visitor.follow(visitor.page.locator(".answer-form button"))
    assert visitor.page.url != first


def test_the_browsers_back_goes_one_screen_back(visit: Visit) -> None:
    page = _join(visit(**PHONE))
    for _step in range(2):
        page.locator("[data-next]").click()
    expect(page.locator("[data-step]:visible h1")).to_have_text("Kreativitet")
    page.go_back()
    expect(page.locator("[data-step]:visible h1")).to_have_text("Demokrati")
    page.go_forward()
    expect(page.locator("[data-step]:visible h1")).to_have_text("Kreativitet")


def test_the_keyboard_alone_is_enough(visit: Visit) -> None:
    page = _join(visit())
    for _question in range(3):
        page.keyboard.press("Tab")
        while not page.evaluate("document.activeElement.matches('.choice input')"):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    expect(page.locator("[data-step]:visible :checked")).to_have_count(3)
    page.keyboard.press("Tab")
    expect(page.locator("[data-next]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-step]:visible h1")).to_be_focused()
    expect(page.locator("[data-step]:visible h1")).to_have_text("Demokrati")
    _saved(page)


def test_answers_are_deleted_by_whoever_gave_them(visit: Visit) -> None:
    visitor: Visitor = visit(**PHONE)
    page = _join(visitor)
    link = page.url
    visitor.follow(page.get_by_role("link", name=at.say("nb", "Delete my answers")))
    visitor.follow(page.get_by_role("button", name=at.say("nb", "Delete my answers for good")))
    expect(page.get_by_role("heading", level=1)).to_have_text(at.say("nb", "Your answers are deleted"))
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text(at.say("nb", "No answers here"))

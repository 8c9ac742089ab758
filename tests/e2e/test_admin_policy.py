"""The whole admin works without inline scripts: people of two roles walk it, and its content policy is never broken.

The walk follows every link to a view that it has not seen, and uses what it finds there: tabs and side panels, and as
an administrator also choosers, rows, blocks, date fields and dialogues. A view that is added is walked without a change
here, when a link leads to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.e2e import library
from tests.e2e.conftest import SignedIn
from tests.e2e.visitor import Visitor
from tests.factories import png

ADMINISTRATOR, EDITOR = "admin@example.org", "redaktor@example.org"
_NOT_A_PAGE = ("/admin/logout/", "/admin/login/", "/admin/bulk/")
_MODAL = ".modal.in"
# A form that cannot be saved by itself yet is answered by 400; what is still on its way when we go on is cut off.
_EXPECTED = re.compile(r"^400 for .*/admin/pages/|status of 400|^failed: ")
_BLOCK, _CHOICE, _KIND = "main [data-streamfield-child]", ".w-combobox", ".w-combobox [role=option]"
_CHOICE_OR_MORE = (
    "([block, count]) => document.querySelector('.w-combobox') || document.querySelectorAll(block).length > count"
)
# The views that a walk has to come by, whatever links there are.
_MUST_SEE = {
    ADMINISTRATOR: {
        "admin/pages/<int:page_id>/edit/",
        "admin/pages/<int:page_id>/history/",
        "admin/workflows/edit/<int:pk>/",
        "admin/collections/",
        "admin/redirects/add/",
        "admin/sites/edit/<int:pk>/",
        "admin/groups/edit/<int:pk>/",
        "admin/users/edit/<int:pk>/",
    },
    EDITOR: {
        "admin/pages/<int:page_id>/edit/",
        "admin/account/",
        "admin/images/<int:image_id>/",
        "admin/documents/multiple/add/",
    },
}


@pytest.fixture
def sign_in(browser: Browser, portal: str, signed_in: SignedIn) -> Iterator[Callable[[str], Visitor]]:
    """Opens the admin for somebody; fails the test when a script, a file or the policy failed there."""
    visitors: list[Visitor] = []

    def open_admin(email: str) -> Visitor:
        visitors.append(Visitor.open(browser, portal, storage_state=signed_in(email)))
        page = visitors[-1].go("/admin/")
        # What is left unsaved on a page would ask whether we mean to leave.
        page.on("dialog", lambda dialog: dialog.accept())
        return visitors[-1]

    yield open_admin
    for visitor in visitors:
        visitor.context.close()
    troubles = [trouble for visitor in visitors for trouble in visitor.troubles]
    assert [trouble for trouble in troubles if not _EXPECTED.search(trouble)] == []


def _kind(address: str) -> str:
    """Return a name for all addresses that lead to the same view."""
    try:
        return resolve(urlsplit(address).path).route
    except Resolver404:
        return address


def _links(page: Page) -> list[str]:
    found = page.locator("a[href^='/admin/']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [address for address in found if not address.startswith(_NOT_A_PAGE)]


def _visible(page: Page, what: str) -> Iterator[Locator]:
    found = page.locator(what)
    for number in range(found.count()):
        if found.nth(number).is_visible():
            yield found.nth(number)


def _press(control: Locator) -> None:
    """Click as a script does: what is under way elsewhere on the page does not matter here."""
    control.evaluate("control => control.click()")


def _close_modal(page: Page) -> None:
    expect(page.locator(f"{_MODAL} .modal-body > *").first).to_be_attached()
    _press(page.locator(f"{_MODAL} [data-dismiss=modal]").first)
    expect(page.locator(".modal")).to_have_count(0)


def _add_blocks(page: Page) -> None:
    """Add a block of each kind to each story."""
    for story in list(_visible(page, "main [data-streamfield-stream-container]")):
        kinds, added = 1, 0
        while added < kinds:
            blocks = page.locator(_BLOCK).count()
            _press(story.locator(".c-sf-add-button").last)
            page.wait_for_function(_CHOICE_OR_MORE, arg=[_BLOCK, blocks])
            if page.locator(_CHOICE).count():
                kinds = page.locator(_KIND).count()
                _press(page.locator(_KIND).nth(added))
                expect(page.locator(_CHOICE)).to_have_count(0)
            added += 1
            assert page.locator(_BLOCK).count() > blocks


def _use_tab(page: Page) -> None:
    """Use what stands on a tab, or on a page without tabs."""
    for button in _visible(page, "main [id$='-ADD']"):
        if button.is_enabled():
            rows = page.locator(f"[id='{button.get_attribute('id').removesuffix('-ADD')}-TOTAL_FORMS']")
            before = int(rows.input_value())
            _press(button)
            expect(rows).to_have_value(str(before + 1))
    _add_blocks(page)
    for button in _visible(page, "main [data-chooser-action-choose], main [id$='-OPEN_MODAL']"):
        _press(button)
        _close_modal(page)


def _use(page: Page, *, wholly: bool) -> None:
    """Use what stands on a page: its tabs and side panels; wholly, also what stands on each tab."""
    for tab in list(_visible(page, "main [role=tab]")) or [None]:
        if tab:
            _press(tab)
        if wholly:
            _use_tab(page)
    for toggle in _visible(page, "[data-side-panel-toggle]"):
        if toggle.get_attribute("aria-expanded") == "false":
            _press(toggle)
        expect(toggle).to_have_attribute("aria-expanded", "true")
    for frame in page.frames:
        frame.wait_for_load_state()


@pytest.mark.parametrize("email", [ADMINISTRATOR, EDITOR], ids=["administrator", "editor"])
def test_no_page_breaks_the_policy_nor_does_what_can_be_opened_there(
    sign_in: Callable[[str], Visitor], email: str
) -> None:
    visitor = sign_in(email)
    waiting, seen = ["/admin/"], set()
    while waiting:
        address = waiting.pop(0)
        if _kind(address) in seen:
            continue
        seen.add(_kind(address))
        page = visitor.go(address)
        waiting.extend(_links(page))
        # An administrator has every row, block and chooser that an editor has: those are used once.
        _use(page, wholly=email == ADMINISTRATOR)
    assert _MUST_SEE[email] <= seen


def _picture(name: str, width: int) -> FilePayload:
    """Return a picture like no other: a second one of the same would be asked about."""
    return {"name": name, "mimeType": "image/png", "buffer": png(width)}


def test_what_begins_without_inline_scripts_does_its_work(sign_in: Callable[[str], Visitor]) -> None:
    visitor = sign_in(EDITOR)
    page = visitor.go("/admin/images/multiple/add/")
    page.set_input_files("#fileupload", [_picture("en.png", 41), _picture("to.png", 42)])
    expect(page.locator("#upload-list form")).to_have_count(2)

    found = page.request.get(f"/admin/api/main/pages/?type=cases.CasePage&slug={library.BARE}").json()["items"]
    page = visitor.go(f"/admin/pages/{found[0]['id']}/edit/")
    _press(page.locator("#id_image-chooser [data-chooser-action-choose]").last)
    modal = page.locator(_MODAL)
    modal.locator("[role=tab][href='#tab-upload']").click()
    modal.locator("[type=file]").set_input_files([_picture("valgt.png", 43)])
    modal.locator("#tab-upload [name$=title]").fill("Valgt bilde")
    modal.locator("#tab-upload [type=submit]").click()
    expect(page.locator("#id_image-chooser [data-chooser-title]")).to_have_text("Valgt bilde")

    _press(page.locator("[data-a11y-dialog-show*=schedule]").first)
    page.locator("[name=go_live_at]").click()
    expect(page.locator(".xdsoft_datetimepicker").filter(visible=True)).to_have_count(1)

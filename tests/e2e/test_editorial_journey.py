"""A case from its first sentence to the public page and off it again, by an author, a colleague and a publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, Request, expect

from cases.codes import ConceptKind
from tests.e2e import addresses as at
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor

AUTHOR, COLLEAGUE, PUBLISHER = "redaktor@example.org", "redaktor2@example.org", "publisist@example.org"
TITLE = "Sykkelkjøkkenet på Torstrand"
SUMMARY = "Ungdom og pensjonister reparerer sykler sammen. Hver tirsdag er det fullt hus."
CHALLENGE = "Mange på Torstrand hadde en sykkel som ikke virket."
HOW = "Ungdommene er med og bestemmer hva som skal kjøpes inn."
SOURCE = "Samtale med Larvik kommune, mai 2026"
REASON = "Skriv hvor mange som kommer."
MENDED = "Hver tirsdag kommer tjue til tretti."
NO_SOURCE = "Skriv hvor opplysningene kommer fra"
WAIVED = "Nynorsken er bestilt og kommer i desember."
APPROVE, RETURN, PUBLISH = "Godkjenn", "Be om endringer", "Publiser"
TAKEN_OFF = "Verkstedet har flyttet, og teksten stemmer ikke lenger."


def _signed_in(visit: Visit, email: str) -> Visitor:
    visitor = visit(as_=email)
    visitor.go("/admin/")
    return visitor


def _section(page: Page, heading: str) -> Locator:
    return page.get_by_role("region", name=heading, exact=True)


def _open(visitor: Visitor, section: str) -> Page:
    """Open the case from a section of the start page."""
    page = visitor.go("/admin/")
    visitor.follow(_section(page, section).get_by_role("link", name=TITLE, exact=True))
    _ready(page)
    return page


def _ready(page: Page) -> None:
    """Wait until what is in the form counts as loaded; only later changes are saved by themselves."""
    expect(page.locator("form[data-edit-form][data-w-unsaved-has-edits-value]")).to_be_attached()


def _tell(page: Page, chapter: str, text: str) -> None:
    editor = page.locator(f'[data-contentpath="{chapter}"] [contenteditable=true]')
    editor.click()
    page.keyboard.type(text)
    expect(editor).to_contain_text(text)


@contextmanager
def _saved(page: Page, *texts: str) -> Iterator[None]:
    """Change the form meanwhile, and wait until what is named of it has been saved by itself.

    That the form says "saved" is not enough: it may still mean what was saved before.
    """
    wanted = [text.encode() for text in texts]

    def holds_them(request: Request) -> bool:
        sent = request.post_data_buffer or b""
        return request.method == "POST" and all(text in sent for text in wanted)

    with page.expect_request_finished(holds_them):
        yield
    expect(page.locator("[data-edit-form]")).to_have_attribute("data-w-unsaved-has-edits-value", "false")
    expect(page.locator("#w-autosave-indicator")).to_contain_text("Lagret", use_inner_text=True)


def _tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def _unfold(page: Page) -> None:
    page.locator("footer .w-dropdown-button [data-w-dropdown-target=toggle]").click()


def _press(visitor: Visitor, words: str) -> Page:
    """Press one of the form's buttons; what is folded away is unfolded first."""
    page = visitor.page
    button = page.get_by_role("button", name=words, exact=True)
    if not button.is_visible():
        _unfold(page)
    return visitor.follow(button)


def _begin(author: Visitor) -> None:
    page = author.follow(author.page.get_by_role("link", name="Skriv en ny case"))
    _ready(page)
    page.locator("#id_title").press_sequentially(TITLE)
    page.locator("#id_summary").fill(SUMMARY)
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))
    with _saved(page, CHALLENGE, HOW):
        _tell(page, "challenge", CHALLENGE)
        _tab(page, "Modellen")
        how = page.locator("[data-hows-row]", has=page.get_by_label("Demokrati", exact=True))
        how.get_by_label("Demokrati", exact=True).check()
        how.locator("textarea").fill(HOW)


def _come_back_tomorrow(author: Visitor) -> None:
    page = _open(author, "Kladdene mine")
    _offers(page, none_of=[APPROVE, PUBLISH])
    expect(page.locator("#id_title")).to_have_value(TITLE)
    expect(page.locator("#id_summary")).to_have_value(SUMMARY)
    expect(page.locator('[data-contentpath="challenge"]')).to_contain_text(CHALLENGE)
    _tab(page, "Modellen")
    how = page.locator("[data-hows-row]", has=page.get_by_label("Demokrati", exact=True))
    expect(how.get_by_label("Demokrati", exact=True)).to_be_checked()
    expect(how.locator("textarea")).to_have_value(HOW)


def _preview(author: Visitor) -> None:
    page = author.page
    page.locator('[data-side-panel-toggle="preview"]').click()
    expect(page.frame_locator("#w-preview-iframe").get_by_role("heading", level=1)).to_have_text(TITLE)
    page.locator('[data-side-panel-toggle="preview"]').click()


def _submit(author: Visitor) -> None:
    page = _press(author, "Send til gjennomgang")
    _tab(page, "Dokumentasjon og kilder")
    expect(page.locator('[data-contentpath="source_reference"]')).to_contain_text(NO_SOURCE)
    _ready(page)
    with _saved(page, SOURCE):
        page.locator("#id_source_reference").fill(SOURCE)
    page = _press(author, "Send til gjennomgang")
    expect(page.locator(".messages")).to_contain_text("sendt til gjennomgang")
    _open(author, "Mine til gjennomgang")
    _offers(page, none_of=[APPROVE, RETURN])


def _return(colleague: Visitor) -> None:
    page = _open(colleague, "Venter på meg")
    dialog = _decide(colleague, RETURN)
    dialog.get_by_role("button", name=RETURN).click()
    expect(dialog).to_contain_text("Skriv hva som må endres")
    dialog.get_by_label("Hva må endres?").fill(REASON)
    colleague.follow(dialog.get_by_role("button", name=RETURN))
    expect(page.locator(".messages")).to_contain_text("bedt om endringer")


def _mend(author: Visitor) -> None:
    page = author.go("/admin/")
    expect(_section(page, "Sendt tilbake til meg")).to_contain_text(REASON)
    _open(author, "Sendt tilbake til meg")
    with _saved(page, MENDED):
        _tell(page, "results", MENDED)
    _press(author, "Send til gjennomgang igjen")
    expect(page.locator(".messages")).to_contain_text("sendt til gjennomgang")


def _approve_facts(colleague: Visitor) -> None:
    page = _open(colleague, "Venter på meg")
    expect(page.locator('[data-contentpath="results"]')).to_contain_text(MENDED)
    _offers(page, none_of=[PUBLISH])
    dialog = _decide(colleague, APPROVE)
    dialog.get_by_role("button", name=APPROVE).click()
    expect(dialog.get_by_text("Svar på dette punktet.")).to_have_count(3)
    for point in dialog.get_by_label("Oppfylt").all():
        point.check()
    colleague.follow(dialog.get_by_role("button", name=APPROVE))
    expect(page.locator(".messages")).to_contain_text("Språk og tilgjengelighet")


def _approve_and_publish(publisher: Visitor) -> None:
    page = _open(publisher, "Venter på meg")
    dialog = _decide(publisher, APPROVE)
    for point in dialog.get_by_label("Oppfylt").all():
        point.check()
    dialog.get_by_label("Fravikes, fordi:").last.check()
    dialog.get_by_role("button", name=APPROVE).click()
    expect(dialog).to_contain_text("Skriv hvorfor")
    dialog.locator("[name=language_versions_reason]").fill(WAIVED)
    publisher.follow(dialog.get_by_role("button", name=APPROVE))
    expect(page.locator(".messages")).to_contain_text("godkjent og publisert")


def _read(reader: Visitor) -> None:
    for place in (f"{at.INDEX['nb']}?q=sykkelkjøkkenet", at.concept("nb", ConceptKind.VALUE, "democracy")):
        page = reader.go(place)
        reader.follow(page.get_by_role("main").get_by_role("link", name=TITLE, exact=True))
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        expect(page.get_by_role("main")).to_contain_text(MENDED)


def _take_off(publisher: Visitor) -> None:
    page = publisher.go("/admin/")
    publisher.follow(_section(page, "Nylig publisert og tatt av").get_by_role("link", name=TITLE, exact=True))
    publisher.go(page.url.replace("/edit/", "/unpublish/"))
    page.get_by_label(re.compile("grunn", re.IGNORECASE)).fill(TAKEN_OFF)
    publisher.follow(page.get_by_role("button", name="Ja, ta av nettstedet", exact=True))
    publisher.go("/admin/")
    expect(_section(page, "Nylig publisert og tatt av")).to_contain_text(TAKEN_OFF)


def _decide(visitor: Visitor, words: str) -> Locator:
    """Press a decision, and return its dialog."""
    button = visitor.page.get_by_role("button", name=words, exact=True)
    if not button.is_visible():
        _unfold(visitor.page)
    button.click()
    dialog = visitor.page.locator(".modal-content")
    expect(dialog.get_by_role("button", name=words)).to_be_visible()
    return dialog


def _offers(page: Page, *, none_of: list[str]) -> None:
    """Make certain that the form offers something, and none of those, nor folded away."""
    offers = " ".join(page.locator("footer button").all_text_contents())
    assert "Lagre kladd" in offers or "Trekk tilbake" in offers
    assert [words for words in none_of if words in offers] == []


def test_from_a_first_sentence_to_the_public_page_and_off_it_again(visit: Visit) -> None:
    author, colleague, publisher = (_signed_in(visit, email) for email in (AUTHOR, COLLEAGUE, PUBLISHER))
    _begin(author)
    author.page.close()
    author = _signed_in(visit, AUTHOR)
    _come_back_tomorrow(author)
    _preview(author)
    _submit(author)
    _return(colleague)
    _mend(author)
    _approve_facts(colleague)
    _approve_and_publish(publisher)
    reader = visit()
    _read(reader)
    _take_off(publisher)
    page = reader.go(f"{at.INDEX['nb']}?q=sykkelkjøkkenet")
    expect(page.get_by_role("main").get_by_role("link", name=TITLE, exact=True)).to_have_count(0)

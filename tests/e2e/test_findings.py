"""What is to be mended in a case is told while one writes it, without getting in the way of writing."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Visit

SUMMARY = "Skriv et sammendrag. Det vises i lister og søketreff."
NO_LESSONS = "Fortell hva dere lærte, også det som ikke virket."
HEAVY_WORD = "«implementere»: ta i bruk / innføre"


# Wagtail takes note of what stands in a form some time after it is shown; only later changes are saved.
_TELL_WHEN_WATCHED = "addEventListener('w-unsaved:watch-edits', () => { document.body.dataset.watched = 'yes' })"


def _editor(visit: Visit) -> Page:
    visitor = visit(as_="redaktor@example.org")
    visitor.context.add_init_script(_TELL_WHEN_WATCHED)
    return visitor.page


def _new_case(page: Page) -> None:
    pages = page.request.get("/admin/api/main/pages/?locale=nb").json()["items"]
    index = next(item["id"] for item in pages if item["meta"]["type"] == "cases.CaseIndexPage")
    page.goto(f"/admin/pages/add/cases/casepage/{index}/")
    expect(page.locator("body")).to_have_attribute("data-watched", "yes")


def test_findings_come_and_go_with_what_is_written(visit: Visit) -> None:
    page = _editor(visit)
    _new_case(page)
    page.locator('[data-side-panel-toggle="checks"]').click()
    findings = page.locator("[data-findings]")
    expect(findings).to_contain_text("Når du har skrevet en tittel")

    page.locator("#id_title").press_sequentially("Naboer lager middag i lag")
    expect(findings).to_contain_text(SUMMARY)
    expect(findings).to_contain_text(NO_LESSONS)
    expect(page.locator("#id_title")).to_be_focused()
    counter = page.locator('[data-side-panel-toggle="checks"] [data-side-panel-toggle-counter]')
    expect(counter).to_be_visible()
    expect(findings.get_by_role("status")).to_contain_text("ting å se på")

    page.locator("#id_summary").fill("Naboer møtes på torsdag. Ingen spiser lenger alene.")
    expect(findings).not_to_contain_text(SUMMARY)
    expect(page.locator("#id_summary")).to_be_focused()

    findings.get_by_role("button", name=NO_LESSONS).click()
    expect(page.locator('[data-contentpath="lessons"] [contenteditable=true]')).to_be_focused()
    page.keyboard.type("Vi implementerte det for fort.")
    expect(findings).not_to_contain_text(NO_LESSONS)
    expect(findings).to_contain_text(HEAVY_WORD)


def test_a_finding_leads_to_its_field_in_another_tab_by_keyboard(visit: Visit) -> None:
    page = _editor(visit)
    _new_case(page)
    page.locator('[data-side-panel-toggle="checks"]').click()
    page.locator("#id_title").press_sequentially("Systua på hjørnet")
    line = page.locator('[data-finding-field="source_reference"]')
    line.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_source_reference")).to_be_focused()
    expect(page.get_by_role("tab", name="Dokumentasjon og kilder")).to_have_attribute("aria-selected", "true")

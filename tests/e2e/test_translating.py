"""An editor translates side by side in the admin, and a reader is told that a translation is behind."""

from __future__ import annotations

import pytest

from tests.e2e import library
from tests.e2e.addresses import CASE
from tests.e2e.conftest import Visit
from tests.e2e.visitor import Visitor


def _editor(visit: Visit, width: int) -> Visitor:
    return visit(as_="redaktor@example.org", viewport={"width": width, "height": 900})


def _open_behind(visitor: Visitor) -> None:
    page = visitor.go("/admin/translations/behind/")
    visitor.follow(page.get_by_role("link", name=library.ENGLISH_TITLE))
    page.locator(".beside").first.wait_for()
    page.wait_for_load_state("networkidle")  # until Wagtail's scripts know the form


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (800, False)])
def test_the_source_stands_beside_the_field_or_above_it(visit: Visit, width: int, *, beside: bool) -> None:
    visitor = _editor(visit, width)
    _open_behind(visitor)
    part = visitor.page.locator(".beside", has=visitor.page.locator("#id_summary"))
    source, own = (part.locator(name).bounding_box() for name in (".beside__source", ".beside__own"))
    assert source
    assert own
    if beside:
        assert source["x"] + source["width"] <= own["x"]
        assert source["y"] == pytest.approx(own["y"], abs=2)
    else:
        assert source["y"] + source["height"] <= own["y"]
    assert part.locator("ins").inner_text().strip() == "ting sammen."
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_sources_text_can_be_copied_into_the_field(visit: Visit) -> None:
    visitor = _editor(visit, 1280)
    _open_behind(visitor)
    page = visitor.page
    page.locator(".beside", has=page.locator("#id_summary")).get_by_role("button", name="Kopier").click()
    assert page.locator("#id_summary").input_value() == "Naboer reparerer ting sammen."


def test_a_reader_is_told_quietly_with_a_way_to_the_newer_text(visit: Visit) -> None:
    visitor = visit()
    page = visitor.go(CASE["en"])
    visitor.follow(page.locator("[data-behind] a"))
    assert page.url.endswith(CASE["nb"])
    assert page.locator("[data-behind]").count() == 0

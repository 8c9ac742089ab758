"""What other apps put on a case page, by the registered panels."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest
from django.template import engines

from cases.detail import panels
from cases.detail.panels import CasePanel, Spot
from cases.models import CasePage
from tests.cases.pages.conftest import get as get
from tests.cases.pages.reading import INDEX, texts
from tests.factories import make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(monkeypatch: pytest.MonkeyPatch) -> None:
    """At both places a panel for cases that are mature."""
    monkeypatch.setattr(panels, "_makers", {spot: {} for spot in Spot})
    template: Any = engines["django"].from_string("<p class='told'>{{ panel.told }}</p>")

    def maker(page: CasePage, request: HttpRequest) -> CasePanel | None:
        if page.ladder_step != "mature":
            return None
        return CasePanel("assessment", "Egenvurdering", template, {"told": f"Tegn på {page.title}"})

    panels.register(Spot.AFTER_STORY, "after", maker)
    panels.register(Spot.BESIDE_FACTS, "beside", lambda page, request: None)


def test_a_panel_stands_after_the_story_and_in_the_contents(get, panel: None) -> None:
    case = make_case(title="<i>A</i>", ladder_step="mature", values=["openness"], challenge="<p>A</p>")
    page = get(f"{INDEX['nb']}{case.slug}/")
    assert texts(page, "#assessment + .told") == ["Tegn på <i>A</i>"]
    assert [link["href"] for link in page.select(".contents a")] == ["#challenge", "#threads", "#assessment", "#next"]


def test_a_case_without_anything_to_show_has_no_panel(get, panel: None) -> None:
    assert get(f"{INDEX['nb']}{make_case().slug}/").select("#assessment, .told, .case__facts") == []

"""The list of all cases, and the menus around it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from modelsearch.index import insert_or_update_object

from cases.editorial.case_list import standing_of
from cases.models import CasePage
from tests.factories import make_case, make_user
from tests.factories.review import decide, publish_by_review, submit

pytestmark = pytest.mark.django_db


def _stands(case: CasePage) -> str:
    return standing_of(CasePage.objects.get(pk=case.pk))


def test_each_case_says_in_words_where_it_stands():
    author = make_user("Editors")
    case = CasePage.objects.get(pk=make_case(live=False, owner=author).pk)
    case.save_revision(user=author)
    assert _stands(case) == "Kladd"
    submit(case, author)
    assert _stands(case) == "Kladd, i gjennomgang: Faglig gjennomgang"
    decide(case, make_user("Editors"), "reject", comment="Mer.")
    assert _stands(case) == "Kladd, det er bedt om endringer"
    publish_by_review(case, author=author)
    assert _stands(case) == "På nettstedet"
    live = CasePage.objects.get(pk=case.pk)
    live.summary = "Nytt."
    live.save_revision(user=author)
    assert _stands(case) == "På nettstedet, med en nyere kladd"


def test_the_list_shows_drafts_of_all_languages_and_finds_by_title(client):
    for case in (make_case(live=False, title="Systua på hjørnet"), make_case("nn", title="Verkstaden i bakgarden")):
        insert_or_update_object(case)  # as the task worker does
    client.force_login(make_user("Editors"))
    page = client.get("/admin/caser/").content.decode()
    assert "Systua på hjørnet" in page
    assert "Nynorsk" in page
    found = client.get("/admin/caser/", {"q": "verkstaden"}).content.decode()
    assert "Verkstaden i bakgarden" in found
    assert "Systua på hjørnet" not in found


def test_the_list_sorts_titles_as_norwegian_does(client):
    for title in ("Ås", "Zimmer", "Ærø", "«Kan vi?»", "Aasen", "Øystre"):
        make_case(title=title)
    client.force_login(make_user("Editors"))
    page = BeautifulSoup(client.get("/admin/caser/", {"ordering": "title_key"}).content, "html.parser")
    shown = [link.get_text(strip=True) for link in page.select("td.title .title-wrapper a")]
    assert shown == ["«Kan vi?»", "Zimmer", "Ærø", "Øystre", "Ås", "Aasen"]


def test_only_who_works_with_pages_sees_the_list(client):
    assert client.get("/admin/caser/").status_code == 302


@pytest.mark.parametrize(("role", "sees"), [("Editors", False), ("administrator", True)])
def test_menus_hold_what_one_can_use(client, role, sees):
    client.force_login(make_user(role))
    page = BeautifulSoup(client.get("/admin/").content, "html.parser")
    menu = str(page.select_one("#wagtail-sidebar-props"))
    assert "/admin/caser/" in menu
    assert ("/admin/reports/page-types-usage/" in menu) is sees
    assert "guide.wagtail.org" not in menu

"""The list of findings beside the form: what it tells, and to whom."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse
from wagtail.models import Page

from cases.models import CasePage, ValueTag
from home.models import HomePage
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db


def _address(page):
    return reverse("page_findings", args=[page.pk])


def _codes(answer):
    return re.findall(r'data-finding-code="(\w+)"', answer.content.decode())


def test_an_editor_reads_what_to_mend_in_the_newest_version_and_where(client):
    case = make_case(source_reference="Samtale", results="<p>Alle fikk jobb.</p>")
    case.value_tags = [ValueTag(code="openness", how="")]
    case.results = "<p>Vi implementerte det. <a href='https://ks.no'>Les mer</a></p>"
    case.save_revision()
    client.force_login(make_user("Editors"))
    answer = client.get(_address(case))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert {"how_missing", "hard_words", "link_empty", "lessons_missing"} <= set(_codes(answer))
    assert "results_missing" not in _codes(answer)
    assert "Åpenhet er krysset av" in text
    assert "«implementere»: ta i bruk / innføre" in text
    assert 'data-finding-field="value_tags.openness"' in text
    assert "no-store" in answer["Cache-Control"]


def test_a_page_with_nothing_to_mend_says_so_in_words(client):
    client.force_login(make_user("administrator"))
    front = HomePage.objects.get(locale__language_code="nb")
    front.lead, front.about, front.body = "Her deler kommuner det de får til i lag.", "", []
    front.save_revision()
    answer = client.get(_address(front))
    assert _codes(answer) == []
    assert "Ingenting å rette" in answer.content.decode()


def test_findings_speak_the_language_of_the_editor_about_a_text_in_another(client):
    case = make_case("en", results="<p>We utilise it.</p>", challenge="<p>It was hard.</p>")
    client.force_login(make_user("Editors"))
    assert "Enklere ord – «utilise»: use." in client.get(_address(case)).content.decode()


def test_only_those_who_may_edit_a_page_read_its_findings(client):
    case = make_case(live=False)
    assert client.get(_address(case)).status_code == 302
    somebody = make_user("Editors")
    somebody.groups.clear()
    client.force_login(somebody)
    assert client.get(_address(case)).status_code in (302, 403)
    client.force_login(make_user("Editors"))
    assert client.get(_address(case)).status_code == 200
    assert client.post(_address(case)).status_code == 405
    assert client.get(reverse("page_findings", args=[case.pk + 10_000])).status_code == 404
    assert client.get(reverse("page_findings", args=[Page.get_first_root_node().pk])).status_code in (302, 403)


def test_a_draft_with_broken_blocks_is_looked_through_all_the_same(client):
    case = make_case(live=False)
    case.body = json.dumps(
        [
            {"type": "image", "value": {"image": 999_999, "alt": "", "decorative": False}, "id": "a"},
            {"type": "paragraph", "value": "<p>Vi <b", "id": "b"},
        ]
    )
    case.save_revision(clean=False)
    client.force_login(make_user("Editors"))
    answer = client.get(_address(case))
    assert answer.status_code == 200
    assert CasePage.objects.get(pk=case.pk).live is False


def test_the_panel_stands_in_the_form_of_a_new_and_an_old_case(client):
    client.force_login(make_user("Editors"))
    case = make_case()
    for address in (
        reverse("wagtailadmin_pages:edit", args=[case.pk]),
        reverse("wagtailadmin_pages:add", args=["cases", "casepage", case.get_parent().pk]),
    ):
        text = client.get(address).content.decode()
        assert "data-findings-list" in text
        assert "/admin/pages/0/findings/" in text
        rules = json.loads(re.search(r'id="checker-axe-configuration"[^>]*>(.*?)</script>', text, re.S)[1])
        assert "image-redundant-alt" in rules["options"]["runOnly"]
        assert "empty-meta-description" not in json.dumps(rules["spec"])


def test_readers_never_get_the_editors_bar_and_a_preview_may_be_framed_by_the_editor_alone(client):
    case = make_case()
    client.force_login(make_user("Editors"))
    page = client.get(case.get_url())
    assert "wagtail-userbar" not in page.content.decode()
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    case.save_revision()
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[case.pk]))
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]

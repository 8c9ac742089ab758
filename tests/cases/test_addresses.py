"""No case stands at an address that the portal has for itself, where nobody would ever see it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.models import CaseIndexPage, CasePage
from cases.translation.services import start_translation
from tests.cases.exchange.test_import_errors import complaints
from tests.factories import case_record, make_case, make_user, write_lines

pytestmark = pytest.mark.django_db
RESERVED = [("nb", "feed"), ("nb", "sammenlign"), ("nb", "forslag"), ("nn", "samanlikn"), ("en", "compare")]


@pytest.mark.parametrize(("language", "slug"), RESERVED)
def test_a_case_is_not_saved_at_an_address_of_the_portal(language, slug):
    with pytest.raises(ValidationError) as refused:
        make_case(language, slug=slug)
    assert list(refused.value.message_dict) == ["slug"]


def test_the_address_of_one_language_is_free_in_another(client):
    case = make_case("nb", slug="compare", title="Vi sammenligner")
    assert "Vi sammenligner" in client.get("/caser/compare/").content.decode()
    draft = start_translation(source=case, language="en", user=make_user("Editors"))
    assert draft.slug == "compare-2"


def test_a_case_of_such_a_title_gets_the_next_address():
    index = CaseIndexPage.objects.get(locale__language_code="nb")
    case = index.add_child(instance=CasePage(title="Feed", summary="Nytt om samskaping."))
    assert case.slug == "feed-2"


def test_an_import_says_which_address_is_free(tmp_path):
    lines = complaints(write_lines(tmp_path, case_record(slug="sammenlign")))
    assert len(lines) == 1
    assert lines[0].startswith("Linje 1, slug")
    assert "sammenlign-2" in lines[0]


def test_who_copies_a_case_there_is_told_beside_the_field(client):
    case = make_case(slug="systua")
    client.force_login(make_user("Publishers"))
    asked = {"new_title": "Kopi", "new_slug": "sammenlign", "new_parent_page": case.get_parent().pk}
    answer = client.post(reverse("wagtailadmin_pages:copy", args=[case.pk]), asked)
    assert answer.status_code == 200
    assert "new_slug" in answer.context["form"].errors
    assert CasePage.objects.count() == 1

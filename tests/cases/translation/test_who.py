"""Who may translate: those who may edit the text, and write in the place of the other language."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale

from cases.models import CaseIndexPage, CasePage
from cases.translation.hooks import header_buttons
from cases.translation.languages import may_start
from tests.factories import make_case, make_person

pytestmark = pytest.mark.django_db


def _somebody(**places: str) -> Any:
    """Return somebody of the admin's who may do something in each language: `nb="change"`."""
    group = Group.objects.create(name="Some")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for language, codename in places.items():
        index = CaseIndexPage.objects.get(locale__language_code=language)
        permission = Permission.objects.get(codename=f"{codename}_page", content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=index, permission=permission)
    somebody = make_person(is_staff=True)
    somebody.groups.add(group)
    return somebody


def _start(somebody: Any, page: CasePage) -> int:
    client = Client()
    client.force_login(somebody)
    return client.post(reverse("translations:start", args=[page.pk, "nn"])).status_code


def test_who_may_edit_here_and_write_there_translates() -> None:
    page, somebody = make_case(), _somebody(nb="change", nn="add")
    assert may_start(page, Locale.objects.get(language_code="nn"), somebody)
    assert len(list(header_buttons(page, somebody, "edit"))) > 0
    _start(somebody, page)
    assert page.get_translations().count() == 1


@pytest.mark.parametrize("places", [{"nb": "change"}, {"nb": "change", "en": "add"}, {"nn": "add"}])
def test_nobody_else_does(places: dict[str, str]) -> None:
    page, somebody = make_case(), _somebody(**places)
    assert not may_start(page, Locale.objects.get(language_code="nn"), somebody)
    assert _start(somebody, page) == 302 if "nb" not in places else 403
    assert not page.get_translations().exists()


def test_who_may_not_edit_a_text_is_offered_no_language() -> None:
    assert list(header_buttons(make_case(), _somebody(nn="add"), "edit")) == []

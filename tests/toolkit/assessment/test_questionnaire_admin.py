"""Editors write the next version of the questionnaire in the admin, and lose nothing that they typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_round, make_user
from toolkit.assessment import versions
from toolkit.models import Questionnaire

pytestmark = pytest.mark.django_db

EDIT = reverse("questionnaires_admin:edit", args=[2])
VERSION = reverse("questionnaires_admin:version", args=[2])


@pytest.fixture
def editor(client):
    user = make_user("Editors")
    client.force_login(user)
    return user


@pytest.fixture
def draft(client, editor):
    client.post(reverse("questionnaires_admin:new"))
    return Questionnaire.objects.get(number=2)


def form_of(page: Any) -> dict[str, str]:
    """Return what a browser sends for the form on a page, as it came."""
    context = page.context
    data = {"statements-TOTAL_FORMS": str(len(context["statements"].forms)), "statements-INITIAL_FORMS": "0"}
    for form in (context["question"], *context["statements"].forms):
        for field in form:
            value = field.value()
            if value not in (None, False, ""):
                data[field.html_name] = "on" if value is True else str(value)
    return data


def row(data: dict[str, str], key: str) -> str:
    """Return the beginning of the names of a statement's row; of a new one about a concept, for its code."""
    for name, value in data.items():
        if value == key and name.endswith("-key"):
            return name.removesuffix("key")
    rows = [name.removesuffix("code") for name, value in data.items() if name.endswith("-code") and value == key]
    return next(beginning for beginning in rows if f"{beginning}key" not in data)


def texts(number: int = 2) -> dict[str, str]:
    return dict(Questionnaire.objects.get(number=number).statements.values_list("key", "text_nb"))


def test_an_editor_changes_adds_removes_and_moves_statements(client, draft):
    data = form_of(client.get(EDIT))
    data[row(data, "openness-2") + "text_nb"] = "Alle kan komme med  innspill\ntil oss."
    data[row(data, "openness-3") + "place"] = "1"
    data[row(data, "openness-1") + "place"] = "3"
    data[row(data, "democracy-1") + "remove"] = "on"
    new = row(data, "democracy")
    data |= {f"{new}text_nb": "En ny påstand.", f"{new}text_nn": "Ein ny påstand.", f"{new}text_en": "A new one."}
    page = client.post(EDIT, data, follow=True)
    assert page.redirect_chain[-1][0] == VERSION
    assert "Alle kan komme med innspill til oss." in page.content.decode()
    saved = texts()
    assert list(saved)[:3] == ["openness-3", "openness-4", "openness-1"]
    assert "democracy-1" not in saved
    assert saved["democracy-4"] == "En ny påstand."
    assert len(saved) == 33


def test_what_is_missing_is_told_beside_its_field_and_keeps_the_draft_from_use_but_not_from_saving(client, draft):
    data = form_of(client.get(EDIT))
    data[row(data, "openness-2") + "text_nn"] = ""
    data[row(data, "equality-3") + "remove"] = "on"
    page = client.post(EDIT, data, follow=True)
    assert 'value="use"' not in page.content.decode()
    answer = client.post(VERSION, {"act": "use", "edition": "2"}, follow=True)
    assert answer.redirect_chain[-1][0] == EDIT
    [faulty] = [form for form in answer.context["statements"].forms if form.errors]
    assert list(faulty.errors) == ["text_nn"]
    [section] = [section for section in answer.context["sections"] if section.faults]
    assert section.term.code == "equality"
    assert Questionnaire.objects.in_use().get().number == 1


def test_a_text_that_is_too_long_is_told_beside_it_and_nothing_typed_is_lost(client, draft):
    data = form_of(client.get(EDIT))
    data[row(data, "openness-2") + "text_en"] = "x" * 201
    data[row(data, "openness-1") + "place"] = "først"
    data[row(data, "leadership-1") + "text_nb"] = "Dette skrev jeg også."
    page = client.post(EDIT, data)
    content = page.content.decode()
    assert "x" * 201 in content
    assert "Dette skrev jeg også." in content
    assert {name for form in page.context["statements"].forms for name in form.errors} == {"text_en", "place"}
    assert "Dette skrev jeg også." not in texts().values()


def test_two_editors_at_once_see_each_others_words_and_the_second_save_stands(client, draft, editor):
    data = form_of(client.get(EDIT))
    other = form_of(client.get(EDIT))
    other[row(other, "openness-1") + "text_nb"] = "Den andres ord."
    new = row(other, "democracy")
    other[f"{new}text_nb"] = "Den andres nye påstand."
    client.post(EDIT, other)
    changed = next(iter(set(texts()) - set(texts(1)) - {"democracy-4"}))
    data[row(data, "openness-1") + "text_nb"] = "Mine egne ord."
    data[row(data, "openness-2") + "remove"] = "on"
    page = client.post(EDIT, data)
    content = page.content.decode()
    for words in ("Mine egne ord.", "Den andres ord.", "Den andres nye påstand.", 'role="alert"'):
        assert words in content
    assert "Mine egne ord." not in texts().values()
    again = form_of(page)
    # What the other made of the same statement is not wanted.
    again[row(again, changed) + "remove"] = "on"
    client.post(EDIT, again)
    assert {"Mine egne ord.", "Den andres nye påstand."} <= set(texts().values())
    assert "Den andres ord." not in texts().values()
    assert "openness-2" not in texts()


def test_what_was_typed_in_a_draft_that_was_taken_into_use_meanwhile_becomes_a_new_version(client, draft, editor):
    data = form_of(client.get(EDIT))
    data[row(data, "openness-1") + "text_nb"] = "Det jeg skrev."
    versions.use_draft(by=editor, number=2, edition=1)
    page = client.post(EDIT, data)
    assert "Det jeg skrev." in page.content.decode()
    assert "Det jeg skrev." not in texts().values()
    client.post(EDIT, {**form_of(page), "anew": "1"})
    assert "Det jeg skrev." in texts(3).values()
    assert "Det jeg skrev." not in texts(2).values()


def test_a_crafted_form_changes_no_version_in_use(client, draft, editor):
    round_ = make_round()
    before = texts(1)
    address = reverse("questionnaires_admin:edit", args=[1])
    data = form_of(client.get(EDIT))
    data[row(data, "openness-1") + "text_nb"] = "Endret i smug."
    client.post(address, data)
    client.post(reverse("questionnaires_admin:version", args=[1]), {"act": "delete", "edition": "1"})
    client.post(reverse("questionnaires_admin:version", args=[1]), {"act": "use", "edition": "1"})
    assert texts(round_.questionnaire.number) == before
    assert client.get(address).status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        {"edition": ""},
        {"edition": "99999999999999999999"},
        {"statements-TOTAL_FORMS": ""},
        {"statements-TOTAL_FORMS": "100000"},
        {"statements-0-code": "no-such"},
        {"statements-0-kind": "theme", "statements-0-code": "youth"},
        {"statements-0-place": "-1"},
        {"statements-0-key": "x" * 100},
    ],
)
def test_a_broken_form_is_shown_again_and_saves_nothing(client, draft, change):
    before = texts()
    page = client.post(EDIT, {**form_of(client.get(EDIT)), **change})
    assert 'role="alert"' in page.content.decode()
    assert texts() == before
    assert Questionnaire.objects.get(number=2).edition == 1


@pytest.mark.parametrize("data", [{}, {"act": "use"}, {"act": "use", "edition": "x"}, {"act": "?", "edition": "1"}])
def test_a_button_that_is_not_there_does_nothing(client, draft, data):
    assert client.post(VERSION, data).status_code == 404
    assert Questionnaire.objects.in_use().get().number == 1


def test_a_draft_is_taken_into_use_and_can_be_thrown_away_by_what_the_page_offers(client, draft):
    page = client.get(VERSION)
    assert 'value="use"' in page.content.decode()
    client.post(VERSION, {"act": "use", "edition": "1"})
    assert Questionnaire.objects.in_use().get().number == 2
    client.post(reverse("questionnaires_admin:new"))
    client.post(reverse("questionnaires_admin:version", args=[3]), {"act": "delete", "edition": "1"})
    assert not Questionnaire.objects.filter(number=3).exists()


def test_a_version_is_shown_as_participants_see_it_in_each_language_and_form(client, editor):
    address = reverse("questionnaires_admin:version", args=[1])
    whole = client.get(f"{address}?language=nn").content.decode()
    assert "Vi snakkar ope om kven som avgjer kva." in whole
    assert "Openheit" in whole
    short = client.get(f"{address}?language=en&form=short").content.decode()
    assert "We share the task of leading the collaboration." in short
    assert "We talk openly about who decides what." not in short
    assert client.get(f"{address}?language=xx&form=?").status_code == 200


def test_the_pages_take_the_same_queries_for_many_rounds_and_versions(client, draft):
    addresses = [reverse("questionnaires_admin:index"), VERSION, EDIT]

    def count() -> list[int]:
        numbers = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            numbers.append(len(queries))
        return numbers

    client.get(VERSION)
    few = count()
    for _number in range(3):
        make_round()
    Questionnaire.objects.create(number=77, state="retired")
    Questionnaire.objects.create(number=78, state="retired")
    assert count() == few

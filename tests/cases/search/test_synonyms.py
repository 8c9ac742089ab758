"""Editors keep the synonyms, and see what an entry changes before they save it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cases.models import Synonym
from cases.search.effect import effects_of
from cases.search.service import Question, Search
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db


def test_the_effect_is_shown_before_the_entry_is_saved(client):
    make_case(title="Gapahuken i skogen")
    client.force_login(make_user("Editors"))
    address = reverse("wagtailsnippets_cases_synonym:preview_on_add")
    form = {"words": "lavvo, gapahuk", "also": "", "both_ways": "on"}
    assert client.post(address, form).json()["is_valid"]
    page = BeautifulSoup(client.get(address).content, "html.parser")
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tbody tr")]
    assert rows == [["lavvo", "0", "1", "Gapahuken i skogen"], ["gapahuk", "1", "1", "–"]]
    assert Search(Question("lavvo")).count == 0
    assert client.post(reverse("wagtailsnippets_cases_synonym:add"), form).status_code == 302
    assert Search(Question("lavvo")).count == 1


def test_an_entry_needs_two_words(client):
    client.force_login(make_user("Editors"))
    answer = client.post(reverse("wagtailsnippets_cases_synonym:add"), {"words": "lavvo", "also": " , "})
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("[name=words]").get_text().strip() == "lavvo"
    assert page.select(".w-field__errors .error-message")
    assert not Synonym.objects.filter(words="lavvo").exists()


def test_one_way_changes_what_the_first_words_find_alone():
    make_case(title="Teltet")
    make_case(title="Hytta")
    one_way = Synonym(words="telt", also="hytte", both_ways=False)
    assert [(effect.word, effect.before, effect.after) for effect in effects_of(one_way)] == [("telt", 1, 2)]
    both = Synonym(words="telt", also="hytte")
    assert [(effect.word, effect.after) for effect in effects_of(both)] == [("telt", 2), ("hytte", 2)]
    assert effects_of(Synonym(words="")) == []

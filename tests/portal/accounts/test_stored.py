"""What is stored about people: the table is complete, the privacy page shows it, and everybody gets their own rows."""

from __future__ import annotations

import html

import pytest
from django.utils import translation

from home.content import KEY_OF
from home.content.loading import load_articles
from home.models import ArticlePage
from portal.accounts import stored


def test_of_each_field_that_can_hold_something_about_a_person_it_is_said_whether_it_does():
    assert stored.unspoken() == []
    assert stored.unknown() == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "Alt vi lagrer om personer"), ("nn", "Alt vi lagrar om personar"), ("en", "All that")],
)
@pytest.mark.django_db
def test_the_privacy_page_shows_the_whole_table_and_no_other_article_does(client, language, words):
    load_articles()
    key = {key: value for value, key in KEY_OF.items()}["privacy"]
    page = ArticlePage.objects.get(translation_key=key, locale__language_code=language)
    text = html.unescape(client.get(page.url).content.decode())
    assert words in text
    with translation.override(language):
        missing = [
            str(row.what) for row in stored.table() if str(row.what) not in text or str(row.how_long) not in text
        ]
    assert missing == []
    other = ArticlePage.objects.exclude(translation_key=key).filter(locale__language_code=language).first()
    assert words not in client.get(other.url).content.decode()


@pytest.mark.django_db
def test_a_field_without_a_line_is_found(monkeypatch):
    monkeypatch.setattr(stored, "_table", [row for row in stored._table if "cases.Follow" not in row.fields])
    assert {"cases.Follow.email", "cases.Follow.parameters"} <= set(stored.unspoken())

"""Each language is whole and its own: nothing untranslated, and no word of one language among those of another.

The lists hold small words that every text needs and that only one of the languages has. A page is read as it is heard:
a part that is marked with another language is read in that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import Comment, Doctype, Script, Stylesheet
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cases.models import CasePage, ConceptText
from home.models import ArticlePage

LOCALE = Path(settings.LOCALE_PATHS[0])
_OWN_WORDS = {
    "nb": """ikke hva hvem hvor hvordan hvorfor hvilken hvilke jeg noe noen dere deres bare hvis uten være fra mer gjør
        sier sammen flere caser casene kommuner innbyggere ble ennå mye""",
    "nn": """ikkje kva kven kvar korleis kvifor eg noko nokon dykk dykkar berre utan vere frå meir gjer seier saman
        fleire casar casane kommunar innbyggjarar blei vart enno mykje""",
    "en": "the with this that from which what where was were has been not your their they you and about who how is",
}
_SHARED_BY_NORWEGIANS = "det som til av når skal eller men også ved nye ingen"
_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder")
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
_UNSEEN = (Comment, Doctype, Script, Stylesheet)


@cache
def _foreign_to(language: str) -> re.Pattern[str]:
    words = {word for code, listed in _OWN_WORDS.items() if code != language for word in listed.split()}
    words |= set(_SHARED_BY_NORWEGIANS.split()) if language == "en" else set()
    return re.compile(rf"\b({'|'.join(sorted(words))})\b", re.I)


def foreign_words(text: str, language: str) -> list[str]:
    """Return the words of a text that another language has alone."""
    return [found[0] for found in _foreign_to(language).finditer(_PLACEHOLDER.sub("", text))]


def _messages(language: str) -> list[Message]:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return [message for message in read_po(file) if message.id]


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _keys(language: str) -> set[tuple[str | None, str]]:
    return {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in _messages(language)}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_text_of_the_interface_is_translated(language: str) -> None:
    unfinished = [m.id for m in _messages(language) if not all(_strings(m)) or m.fuzzy]
    assert unfinished == []


def test_both_norwegian_languages_translate_the_same_texts() -> None:
    assert _keys("nb") == _keys("nn")


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_no_translation_borrows_from_another_language(language: str) -> None:
    borrowed = {
        text: words for m in _messages(language) for text in _strings(m) if (words := foreign_words(text, language))
    }
    assert borrowed == {}


def _read(element: Tag, language: str) -> Iterator[tuple[str, str]]:
    """Yield (text, its language) of an element, as a screen reader would read it."""
    language = str(element.get("lang") or language)
    yield from ((str(element[name]), language) for name in _ATTRIBUTES if element.get(name))
    for child in element.children:
        if isinstance(child, Tag):
            yield from _read(child, language)
        elif isinstance(child, NavigableString) and not isinstance(child, _UNSEEN):
            yield str(child), language


def _addresses(language: str) -> Iterator[str]:
    with translation.override(language):
        yield from (reverse("wagtail_serve", args=[""]), reverse("model"), reverse("municipalities"))
        yield from (reverse("county", args=["32-akershus"]), reverse("municipality", args=["3203-asker"]))
        for text in ConceptText.objects.filter(locale=language).exclude(description="")[::4]:
            yield reverse("concept", args=[text.slug])
        yield reverse("wagtail_serve", args=[""]) + "finst-ikkje/"
    index = {"nb": "/caser/", "nn": "/nn/casar/", "en": "/en/cases/"}[language]
    yield from (index, f"{index}?value=democracy&theme=housing&q=xyzzy", f"{index}?value=x&municipality=Lardal")
    for model in (CasePage, ArticlePage):
        for page in model.objects.live().filter(locale__language_code=language):
            yield page.get_url()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_page_speaks_one_language_or_says_where_it_does_not(
    client: Client, demo_library: None, language: str
) -> None:
    faults = {}
    for address in _addresses(language):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        assert page.html is not None
        assert page.html["lang"] == language
        described = page.select_one("meta[name=description]")
        read = [*_read(page.html, language), (str(described["content"]) if described else "", language)]
        found = {text.strip(): words for text, spoken in read if (words := foreign_words(text, spoken))}
        if found:
            faults[address] = found
    assert faults == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["wagtailadmin_home", "translations:behind", "cases_list:index", "editors_guide"])
def test_the_editors_own_pages_have_no_english(admin_client: Client, name: str) -> None:
    page = BeautifulSoup(admin_client.get(reverse(name)).content, "html.parser")
    main = page.select_one("main")
    assert main is not None
    english = re.compile(rf"\b({'|'.join(_OWN_WORDS['en'].split())})\b", re.I)
    assert {text.strip() for text, spoken in _read(main, "nb") if spoken == "nb" and english.search(text)} == set()

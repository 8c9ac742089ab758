"""Makes pages of the shipped articles, and brings them up to date where nobody has changed them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from re import Match
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.coreutils import find_available_slug

from cases.models.translated import field_texts
from cases.translation.texts import digest_of
from home.content import article_id
from home.content.files import FOLDER, ContentError, ShippedArticle, read_articles
from home.content.markup import ARTICLE_LINK, ArticleText
from home.models import ArticlePage, HomePage, LoadedArticle

Place = tuple[str, str]
"""An article's key and language."""


@dataclass
class LoadResult:
    """What was done, as `language/key`; `kept` are those that somebody has changed, taken off or deleted."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def load_articles(*, folder: Path = FOLDER) -> LoadResult:
    """Publish the articles of a folder in all their languages; ContentError when something is wrong with a file.

    It can be run any number of times. A page that an editor has changed, taken off the site or deleted is left alone.
    """
    return _Loader(read_articles(folder)).load()


class _Loader:
    """Makes pages first, so that they can link to each other, and then writes their texts."""

    def __init__(self, articles: Iterable[ShippedArticle]) -> None:
        self.articles = {(a.key, language): (a.shelf, text) for a in articles for language, text in a.texts.items()}
        self.homes = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
        self.loaded = {(row.key, row.language): row for row in LoadedArticle.objects.all()}
        self.pages = _pages_of({key for key, _language in self.articles})
        self.result = LoadResult()

    def load(self) -> LoadResult:
        """Return what came of it."""
        wanted = [place for place in self.articles if self._is_ours(place)]
        new = {place for place in wanted if place not in self.pages}
        for place in wanted:
            if place in new:
                self._make(place)
        for place in wanted:
            self._write(place, is_new=place in new)
        return self.result

    def _is_ours(self, place: Place) -> bool:
        """Say whether a page may be made or written; note it where not."""
        row, page = self.loaded.get(place), self.pages.get(place)
        if row is None and page is None:
            return True
        if row and page and page.live and not page.has_unpublished_changes and fingerprint(page) == row.page_digest:
            if row.source_digest != self._source(place):
                return True
            self.result.unchanged.append(_name(place))
        else:
            self.result.kept.append(_name(place))
        return False

    def _source(self, place: Place) -> str:
        """Return the fingerprint of what is shipped; a translation's holds that of the bokmål that it follows."""
        sources = {p: repr(self.articles[p]) for p in {place, (place[0], "nb")}}
        return digest_of({language: text for (_key, language), text in sources.items()})

    def _make(self, place: Place) -> None:
        shelf, text = self.articles[place]
        home = self.homes[place[1]]
        page = ArticlePage(
            title=text.title,
            slug=find_available_slug(home, text.slug),
            shelf=shelf,
            locale=home.locale,
            translation_key=article_id(place[0]),
            translated_from="" if place[1] == "nb" else "nb",
            live=False,
        )
        with _told_of(place):
            self.pages[place] = home.add_child(instance=page)

    def _write(self, place: Place, *, is_new: bool) -> None:
        shelf, text = self.articles[place]
        page, original = self.pages[place], self.pages.get((place[0], "nb"))
        page.title, page.summary, page.handbook_pages, page.shelf = text.title, text.summary, text.pages, shelf
        body = page._meta.get_field("body").stream_block.to_python(self._story(place, text))
        if original and page.translated_from == "nb" and _name((place[0], "nb")) not in self.result.kept:
            page.translated_digest = original.texts_digest
        with _told_of(place):
            page.body = body.stream_block.clean(body)
            page.full_clean()
            page.save_revision().publish()
        page = self.pages[place] = ArticlePage.objects.get(pk=page.pk)
        LoadedArticle.objects.update_or_create(
            key=place[0],
            language=place[1],
            defaults={"source_digest": self._source(place), "page_digest": fingerprint(page)},
        )
        (self.result.created if is_new else self.result.updated).append(_name(place))

    def _story(self, place: Place, text: ArticleText) -> list[dict[str, Any]]:
        def link(found: Match[str]) -> str:
            target = self.pages.get((found[1], place[1])) or self.pages.get((found[1], "nb"))
            return f'linktype="page" id="{target.pk}"' if target else ""

        return [{"type": kind, "value": _with_links(value, link)} for kind, value in text.blocks]


def fingerprint(page: ArticlePage) -> str:
    """Return a fingerprint of all of an article that an editor can change, its address apart."""
    facts = {"pages": page.handbook_pages, "shelf": page.shelf}
    return digest_of({**field_texts(page, page.text_fields), **facts})


def _pages_of(keys: Collection[str]) -> dict[Place, ArticlePage]:
    key_of = {article_id(key): key for key in keys}
    pages = ArticlePage.objects.filter(translation_key__in=key_of, alias_of__isnull=True).select_related("locale")
    return {(key_of[page.translation_key], page.locale.language_code): page for page in pages}


def _with_links(value: Any, link: Callable[[Match[str]], str]) -> Any:
    if isinstance(value, str):
        return ARTICLE_LINK.sub(link, value)
    return {name: _with_links(part, link) for name, part in value.items()}


def _name(place: Place) -> str:
    return f"{place[1]}/{place[0]}"


@contextmanager
def _told_of(place: Place) -> Iterator[None]:
    """Turn what a page has against its content into a problem of the file."""
    try:
        yield
    except StreamBlockValidationError as error:
        raise ContentError(
            [f"{_name(place)}.txt: block {n + 1}: {_words(e)}" for n, e in error.block_errors.items()]
        ) from error
    except ValidationError as error:
        raise ContentError(
            [f"{_name(place)}.txt: {name}: {' '.join(said)}" for name, said in error.message_dict.items()]
        ) from error


def _words(error: Any) -> str:
    """Return what is wrong with a block: its own messages, or those of its parts."""
    parts = getattr(error, "block_errors", None)
    if parts:
        return " ".join(f"{name}: {_words(part)}" for name, part in parts.items())
    return " ".join(error.messages)

"""Finds and reads the files of the shipped articles, and tells all that is wrong with them at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cases.codes import LOCALES
from home.content import HANDBOOK, PORTAL
from home.content.markup import ARTICLE_LINK, ArticleText, Fault, MarkupError, read_article

FOLDER = Path(__file__).parent


class ContentError(Exception):
    """Files of articles cannot be used; `problems` are sentences that say where and why."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class ShippedArticle:
    """One article in the languages in which there is a text, bokmål first."""

    key: str
    shelf: str
    texts: dict[str, ArticleText]


def read_articles(folder: Path = FOLDER) -> list[ShippedArticle]:
    """Return the articles of a folder, shelf by shelf in reading order; ContentError with all that is wrong."""
    problems: list[str] = []
    articles = []
    for shelf, keys in (("handbook", HANDBOOK), ("portal", PORTAL)):
        for key in keys:
            texts = {
                language: text for language in LOCALES if (text := _text(folder / language / f"{key}.txt", problems))
            }
            articles.append(ShippedArticle(key, shelf, texts))
    problems += _strangers(folder)
    for article in articles:
        if "nb" not in article.texts and not any(article.key in problem for problem in problems):
            problems.append(f"nb/{article.key}.txt: There is no such file; bokmål is the first language.")
        problems += _broken_links(article)
    if problems:
        raise ContentError(problems)
    return articles


def _text(path: Path, problems: list[str]) -> ArticleText | None:
    name = f"{path.parent.name}/{path.name}"
    if not path.exists():
        return None
    try:
        return read_article(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        faults = [Fault(1, "The file is not UTF-8.")]
    except MarkupError as error:
        faults = error.faults
    problems += [f"{name}, line {fault.line}: {fault.message}" for fault in faults]
    return None


def _strangers(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*/*.txt")):
        if path.parent.name not in LOCALES or path.stem not in (*HANDBOOK, *PORTAL):
            yield f"{path.parent.name}/{path.name}: No article has that key; see the lists in home/content/__init__.py."


def _broken_links(article: ShippedArticle) -> Iterator[str]:
    for language, text in article.texts.items():
        for key in ARTICLE_LINK.findall(repr(text.blocks)):
            if key not in (*HANDBOOK, *PORTAL):
                yield f"{language}/{article.key}.txt: A link leads to article:{key}, which is no article."

"""What the search keeps of a page: its words with their weight, its text, its facets. Made from the page in memory."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from cases.models import CasePage
from cases.models.pages import CHAPTERS
from cases.norwegian import sort_key
from cases.search.facets import FACETS
from cases.search.language import STOP_WORDS, words_in
from cases.translation.texts import rich_text, story_text, words_of

# How much a word weighs where it stands. A fact box tells of the handbook as often as of the case.
TITLE, PLACE, SUMMARY, PARTNER, STORY, FACT_BOX = 3.5, 3.0, 2.0, 1.6, 1.0, 0.3
# A story of so many words is of middle length; in a longer one a word weighs less.
_MIDDLE = 300
# Bytes of text that are kept: marking needs no more, and nobody writes so much.
_MOST_TEXT = 60_000
# Weights are kept as whole numbers of this part.
GRAIN = 20


@dataclass(frozen=True)
class Contents:
    """What a row holds."""

    case_id: str
    locale: str
    title: str
    words: dict[str, int]
    text: str
    facets: list[str]
    first_year: int | None
    last_year: int | None
    published_at: datetime | None
    confirmed_at: datetime | None
    title_key: str

    @property
    def digest(self) -> str:
        """Return the fingerprint of everything that it holds."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, default=str).encode()).hexdigest()


def contents_of(page: CasePage) -> Contents:
    """Return what the search keeps of a page; its tags, partners and places are read from the page in memory."""
    chapters = [words_of(rich_text(getattr(page, name))) for name in CHAPTERS]
    hows = [tag.how for tag in (*page.value_tags.all(), *page.field_tags.all())]
    partners = [partner.name for partner in page.partners.all()]
    boxes, story = _story(page.body.raw_data)
    weighed: dict[str, float] = defaultdict(float)
    length = sum(len(text.split()) for text in (*chapters, *hows, *story))
    shorter = 1 / (0.6 + 0.4 * max(length, 60) / _MIDDLE)
    for texts, weight in (
        ([page.title], TITLE),
        ([page.place], PLACE),
        ([page.summary], SUMMARY),
        (partners, PARTNER),
        ([*chapters, *hows, *story], STORY * shorter),
        (boxes, FACT_BOX),
    ):
        for text in texts:
            for word in words_in(text):
                weighed[word] += weight
    years = [int(text[:4]) for text in (page.started, page.ended) if text]
    return Contents(
        case_id=page.case_id,
        locale=page.locale.language_code,
        title=page.title,
        words={word: max(1, round(weight * GRAIN)) for word, weight in sorted(weighed.items())},
        text="\n".join(filter(None, [page.summary, *chapters, *hows, *story, *boxes, page.place, *partners]))[
            :_MOST_TEXT
        ],
        facets=sorted(f"{facet.parameter}:{code}" for facet in FACETS for code in facet.codes_of(page)),
        first_year=min(years, default=None),
        last_year=max(years, default=None) if page.ended else None,
        published_at=page.first_published_at,
        confirmed_at=page.last_confirmed_at,
        title_key=sort_key(page.title)[:300],
    )


def _story(blocks: Any) -> tuple[list[str], list[str]]:
    """Return the texts of fact boxes, and all other texts of a story."""
    boxes: list[str] = []
    others: list[str] = []
    for block in blocks:
        text = words_of(story_text([block]))
        (boxes if block["type"] == "fact_box" else others).append(text)
    return boxes, others


def words_of_names(names: Iterable[str]) -> set[str]:
    """Return the words that names of concepts and places bring."""
    return {word for name in names for word in words_in(name) if word not in STOP_WORDS}

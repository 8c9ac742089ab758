"""What a group can do about a value or action field on which it stands low, or sees differently."""

from __future__ import annotations

import json
from functools import cache

from cases.models.vocabulary import reading_order
from toolkit.assessment.questionnaires import DATA


@cache
def _shipped() -> dict[str, dict[str, dict[str, str]]]:
    shipped: dict[str, dict[str, dict[str, str]]] = json.loads((DATA / "advice.json").read_text(encoding="utf-8"))
    return shipped


def advice_for(kind: str, code: str, language: str | None = None) -> str:
    """Return one or two sentences of advice in a reader's language; KeyError for what is no value or action field."""
    return _shipped()[kind][code][reading_order(language)[0]]


def advice_pages(kind: str, code: str) -> str:
    """Return the pages of the handbook that the advice is retold from."""
    return _shipped()[kind][code]["pages"]

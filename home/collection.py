"""A collection: a few cases that editors have chosen for the front page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

MOST = 6


class CollectionBlock(blocks.StreamBlock):
    """Cases in the order in which they are shown."""

    case = blocks.PageChooserBlock(page_type="cases.CasePage", label=_("Case"))

    class Meta:
        max_num = MOST
        required = False


def chosen_ids(stream: Any) -> list[int]:
    """Return the ids of the chosen cases as they are stored, each once, without a query."""
    return list(dict.fromkeys(_ids(stream)))


def _ids(stream: Any) -> Iterator[int]:
    for raw in stream.get_prep_value():
        if raw["value"]:
            yield int(raw["value"])

"""A page's own rows (partners, tags) in a form that was made from another version than the newest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Page


def _relations(page: Page) -> Iterator[tuple[str, Any]]:
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        if name != COMMENTS_RELATION_NAME:
            yield name, relation


def row_names(page: Page) -> list[str]:
    """Return the names under which a page holds rows of its own, comments apart."""
    return [name for name, _relation in _relations(page)]


def without_rows(page: Page) -> Page:
    """Return a page in memory with no rows of its own, as whoever was making it had none."""
    for name, _relation in _relations(page):
        setattr(page, name, [])
    return page


def as_new_rows(sent: QueryDict) -> QueryDict:
    """Return a sent form as if all its rows were new and it had no comments: for another page than it was made for."""
    data = sent.copy()
    for name in sent:
        if name.endswith("-INITIAL_FORMS"):
            data[name] = "0"
        elif name.endswith("-id"):
            data[name] = ""
    if "comments-TOTAL_FORMS" in data:
        data["comments-TOTAL_FORMS"] = "0"
    return data


def with_lost_rows_anew(page: Page, sent: QueryDict) -> QueryDict:
    """Return a sent form in which rows that somebody else has removed from storage are new ones; in `page` likewise."""
    data = sent.copy()
    for name, relation in _relations(page):
        stored = set(
            relation.related_model.objects.filter(**{relation.field.name: page.pk}).values_list("pk", flat=True)
        )
        row_id = re.compile(rf"{re.escape(name)}-\d+-id\Z")
        for key in filter(row_id.match, sent):
            if str(data[key]) not in map(str, stored):
                data[key] = ""
        for row in getattr(page, name).all():
            if row.pk not in stored:
                row.pk = None
    return data

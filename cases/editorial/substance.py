"""What of a page's version is up for approval: all that a reader can meet, and when. Plain values, no database."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

# What Wagtail keeps about a page, or about the version itself. It changes without anybody having written anything.
_BOOKKEEPING = frozenset(
    {
        "pk",
        "page",
        "path",
        "depth",
        "numchild",
        "url_path",
        "content_type",
        "translation_key",
        "locale",
        "owner",
        "alias_of",
        "live",
        "live_revision",
        "latest_revision",
        "latest_revision_created_at",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
        "draft_title",
        "wagtail_admin_comments",
        "comments",
        # Derived from the texts whenever a page is saved.
        "title_key",
        "texts_digest",
        "texts_changed_at",
    }
)
# The rich text editor gives each paragraph a name of its own when it opens a text for the first time.
_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


def substance(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return a version's content without bookkeeping, editors' comments and names that only the machine sees."""
    return {key: _field(value) for key, value in content.items() if key not in _BOOKKEEPING}


def same_substance(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether two versions of a page would be read alike."""
    return substance(one) == substance(other)


def _field(value: Any) -> Any:
    """Return a field's value; children without their keys, and links to many in one order."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list) and all(isinstance(item, int) for item in value):
        return sorted(value)
    if isinstance(value, list):
        return [_child(item) for item in value]
    return value


def _child(child: Any) -> Any:
    if not isinstance(child, Mapping):
        return child
    return {key: _field(value) for key, value in child.items() if key not in ("pk", "page")}


def _text(text: str) -> Any:
    """Return a text without block keys; a stream, which is kept as JSON, as what it holds."""
    if text.startswith("[{"):
        try:
            return _stream(json.loads(text))
        except ValueError:
            return text
    return _BLOCK_KEY.sub("", text)


def _stream(value: Any) -> Any:
    """Return a stream's value without the names of its blocks, which stand beside their type."""
    if isinstance(value, str):
        return _BLOCK_KEY.sub("", value)
    if isinstance(value, Mapping):
        is_block = "type" in value and "value" in value
        return {key: _stream(item) for key, item in value.items() if not (is_block and key == "id")}
    if isinstance(value, list):
        return [_stream(item) for item in value]
    return value

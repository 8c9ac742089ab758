"""Somebody's own data as a file: what the table says, and the rows that are about them."""

from __future__ import annotations

import json
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.stored import Kept, table

# Of each kind, the newest; whoever has more gets the rest on request.
MOST_ROWS = 5000


def data_file(user: User) -> str:
    """Return all that is stored about somebody, as JSON in the language that is active; one query for each model."""
    content = {
        "format": "samskaping-my-data/1",
        "made_at": timezone.now(),
        "stored": [_part(row, user) for row in table()],
    }
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def _part(row: Kept, user: User) -> dict[str, Any]:
    rows = {label: _rows(row, label, user) for label in row.own}
    words = {"what": str(row.what), "why": str(row.why), "how_long": str(row.how_long)}
    return words | {"about_you": {label: found for label, found in rows.items() if found}}


def _rows(row: Kept, label: str, user: User) -> list[dict[str, Any]]:
    names = [name for name in row.fields[label].split() if name not in row.withheld]
    found = apps.get_model(label)._base_manager.filter(row.own[label](user)).order_by("-pk")
    return list(found.values(*names)[:MOST_ROWS])

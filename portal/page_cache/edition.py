"""Which edition of its public pages the database holds."""

from __future__ import annotations

from typing import Any

import structlog
from django.db import connection

from portal.page_cache import triggers

_log = structlog.get_logger(__name__)
# Nothing is kept of what a transaction has changed and not committed; nobody sees another's pending changes.
_QUERY = "SELECT name::text FROM accounts_edition WHERE NOT EXISTS (SELECT FROM accounts_pendingchange)"


class Editions:
    """Asks for the edition, once it is sure that the database notices every change."""

    def __init__(self) -> None:
        self._is_sure = False

    def current(self) -> str:
        """Return the edition's name, or an empty text where no page may be kept or taken from the cache.

        Asked for before anything else of a page is read: then what is filed under it is never older than it.
        """
        if not self._is_sure and not self._make_sure():
            return ""
        with connection.cursor() as cursor:
            cursor.execute(_QUERY)
            row: Any = cursor.fetchone()
        return row[0] if row else ""

    def _make_sure(self) -> bool:
        lacking = triggers.missing(connection)
        if lacking:
            _log.error("pages are not cached: run migrate", unwatched_tables=sorted(lacking))
        self._is_sure = not lacking
        return self._is_sure

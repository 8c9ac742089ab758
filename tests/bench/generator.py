"""Fills a library with many cases by copying the ones that are there, in SQL: 10,000 take seconds."""

from __future__ import annotations

from django.db import connection
from wagtail.models import Page

from cases.models import CaseIndexPage, CasePage, FieldTag, Partner, ValueTag

# Wagtail's page paths count in base 36 with four letters a level; the copies start well past real pages.
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _step(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number, 36)
        letters = _DIGITS[rest] + letters
    return letters.rjust(4, "0")


def fill_library(total: int) -> int:
    """Bring the bokmål index to `total` live cases; returns how many were made. Their tags vary with their models'."""
    index = CaseIndexPage.objects.get(locale__language_code="nb")
    models = list(CasePage.objects.child_of(index).order_by("pk").values_list("pk", flat=True))
    missing = max(0, total - len(models))
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM wagtailcore_page")
        first = cursor.fetchone()[0] + 1
        place = 36**2 + len(models)
        copies = [
            (first + n, models[n % len(models)], f"{index.path}{_step(place + n)}", first + n) for n in range(missing)
        ]
        cursor.execute("CREATE TEMP TABLE copies (id int, model int, path text, n int)")
        with cursor.copy("COPY copies FROM STDIN") as copy:
            for row in copies:
                copy.write_row(row)
        _copy_pages(cursor, index.url_path)
        for child in (ValueTag, FieldTag, Partner):
            _copy_children(
                cursor, child._meta.db_table, [f.column for f in child._meta.local_fields if f.column != "id"]
            )
        for relation, column in (("municipalities", "municipality_id"), ("counties", "county_id")):
            table = getattr(CasePage, relation).through._meta.db_table
            cursor.execute(
                f"INSERT INTO {table} (casepage_id, {column}) "  # noqa: S608 - names of our own tables
                f"SELECT c.id, t.{column} FROM {table} t JOIN copies c ON c.model = t.casepage_id"
            )
        cursor.execute("UPDATE wagtailcore_page SET numchild = numchild + %s WHERE id = %s", [missing, index.pk])
        cursor.execute("SELECT setval(pg_get_serial_sequence('wagtailcore_page', 'id'), max(id)) FROM wagtailcore_page")
        cursor.execute("DROP TABLE copies")
        cursor.execute("ANALYZE")
    return missing


def _copy_pages(cursor: object, index_url_path: str) -> None:
    own = {
        "id": "c.id",
        "path": "c.path",
        "slug": "p.slug || '-' || c.n",
        "title": "p.title || ' ' || c.n",
        "draft_title": "p.draft_title || ' ' || c.n",
        "url_path": f"'{index_url_path}' || p.slug || '-' || c.n || '/'",
        "translation_key": "gen_random_uuid()",
        "first_published_at": "p.first_published_at - c.n * interval '1 hour'",
        "latest_revision_id": "NULL",
        "live_revision_id": "NULL",
    }
    columns = [field.column for field in Page._meta.local_fields]
    _insert(cursor, "wagtailcore_page", columns, own, "p.id = c.model")
    own = {
        "page_ptr_id": "c.id",
        "title_key": "p.title_key || ' ' || c.n",
        "themes": "CASE WHEN c.n % 3 = 0 THEN ARRAY['housing','poverty']::varchar[] ELSE p.themes END",
    }
    columns = [field.column for field in CasePage._meta.local_fields]
    _insert(cursor, "cases_casepage", columns, own, "p.page_ptr_id = c.model")


def _copy_children(cursor: object, table: str, columns: list[str]) -> None:
    _insert(cursor, table, columns, {"page_id": "c.id"}, "p.page_id = c.model")


def _insert(cursor: object, table: str, columns: list[str], own: dict[str, str], join: str) -> None:
    chosen = ", ".join(own.get(column, f'p."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(f"INSERT INTO {table} ({names}) SELECT {chosen} FROM {table} p JOIN copies c ON {join}")  # type: ignore[attr-defined]  # noqa: S608

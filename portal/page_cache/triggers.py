"""The triggers that give the database a new edition whenever something changes that public pages show.

A statement that changes a shown table leaves a note in `accounts_pendingchange`, one for each transaction. The note is
dealt with when the transaction commits, by a deferred trigger: it goes, and the edition changes with all the rest, or
not at all. Only then is the edition's one row locked, so that long transactions do not stand in each other's way; and
after all other deferred checks, for the trigger first moves the note to the end of their queue.
"""

from __future__ import annotations

from typing import Any

from portal.page_cache.declarations import shown_tables

# Event, and under which names its rows are looked at.
_EVENTS = {
    "insert": "REFERENCING NEW TABLE AS new_rows",
    "update": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "REFERENCING OLD TABLE AS old_rows",
    "truncate": "",
}
_PREFIX = "public_change_on_"
_LAST = "public_change_is_committed"

# Rows are compared as JSON: a trigger that named columns would stand in the way of migrations that change them.
# What has a column `live` is shown only where that is true.
_FUNCTIONS = """
CREATE OR REPLACE FUNCTION portal_note_public_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ignored text[] := coalesce(TG_ARGV, '{}');
    is_change boolean := true;
BEGIN
    IF TG_OP = 'INSERT' THEN
        is_change := EXISTS (SELECT FROM new_rows n WHERE coalesce((to_jsonb(n) ->> 'live')::boolean, true));
    ELSIF TG_OP = 'DELETE' THEN
        is_change := EXISTS (SELECT FROM old_rows o WHERE coalesce((to_jsonb(o) ->> 'live')::boolean, true));
    ELSIF TG_OP = 'UPDATE' THEN
        is_change := EXISTS (
            SELECT to_jsonb(n) - ignored FROM new_rows n WHERE coalesce((to_jsonb(n) ->> 'live')::boolean, true)
            EXCEPT
            SELECT to_jsonb(o) - ignored FROM old_rows o
        ) OR EXISTS (
            SELECT to_jsonb(o) - ignored FROM old_rows o WHERE coalesce((to_jsonb(o) ->> 'live')::boolean, true)
            EXCEPT
            SELECT to_jsonb(n) - ignored FROM new_rows n
        );
    END IF;
    IF is_change THEN
        INSERT INTO accounts_pendingchange (transaction, is_last)
        VALUES (pg_current_xact_id()::text::bigint, false) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION portal_begin_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM accounts_pendingchange WHERE transaction = NEW.transaction;
    IF NEW.is_last THEN
        INSERT INTO accounts_edition (id, name) VALUES (1, gen_random_uuid())
        ON CONFLICT (id) DO UPDATE SET name = excluded.name;
    ELSE
        INSERT INTO accounts_pendingchange (transaction, is_last) VALUES (NEW.transaction, true);
    END IF;
    RETURN NULL;
END $$;
"""

# Table, trigger, and the ignored columns, separated and ended by NUL as PostgreSQL keeps them, in hexadecimal.
_PRESENT = f"""
SELECT c.relname, t.tgname, encode(t.tgargs, 'hex') FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND c.relnamespace = current_schema()::regnamespace
AND (starts_with(t.tgname, '{_PREFIX}') OR t.tgname = '{_LAST}')
"""  # noqa: S608 - names of our own

Trigger = tuple[str, str, str]


def _wanted() -> set[Trigger]:
    wanted = {("accounts_pendingchange", _LAST, "")}
    for table, ignored in shown_tables().items():
        arguments = "".join(f"{column}\0" for column in ignored).encode().hex()
        wanted |= {(table, f"{_PREFIX}{event}", arguments) for event in _EVENTS}
    return wanted


def _present(cursor: Any) -> set[Trigger]:
    cursor.execute(_PRESENT)
    return set(cursor.fetchall())


def missing(connection: Any) -> set[str]:
    """Return the tables that lack a trigger; empty where every change is noticed."""
    with connection.cursor() as cursor:
        return {table for table, _name, _arguments in _wanted() - _present(cursor)}


def install(connection: Any) -> None:
    """Make the triggers that are missing, and take away those that nothing asks for any more."""
    tables = set(connection.introspection.table_names())
    if not {"accounts_edition", "accounts_pendingchange"} <= tables:
        return
    with connection.cursor() as cursor:
        cursor.execute(_FUNCTIONS)
        wanted, present = {trigger for trigger in _wanted() if trigger[0] in tables}, _present(cursor)
        for table, name, _arguments in present - wanted:
            cursor.execute(f'DROP TRIGGER {name} ON "{table}"')
        for table, name, _arguments in sorted(wanted - present):
            cursor.execute(_statement(table, name))
        cursor.execute("INSERT INTO accounts_edition (id, name) VALUES (1, gen_random_uuid()) ON CONFLICT DO NOTHING")


def _statement(table: str, name: str) -> str:
    if name == _LAST:
        return (
            f'CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON "{table}" DEFERRABLE INITIALLY DEFERRED '
            "FOR EACH ROW EXECUTE FUNCTION portal_begin_edition()"
        )
    event = name.removeprefix(_PREFIX)
    columns = ", ".join(f"'{column}'" for column in shown_tables()[table])
    return (
        f'CREATE TRIGGER {name} AFTER {event.upper()} ON "{table}" {_EVENTS[event]} '
        f"FOR EACH STATEMENT EXECUTE FUNCTION portal_note_public_change({columns})"
    )

"""The database itself begins a generation of words when synonyms, concepts or places change, whoever changes them."""

from __future__ import annotations

from django.db import migrations

_TABLES = ("concept", "concepttext", "county", "municipality", "municipalitychange", "synonym")
_FUNCTION = """
CREATE OR REPLACE FUNCTION cases_note_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cases_searchstate (id, generation, words_generation, floor)
    VALUES (1, 0, nextval('cases_search_generation'), 0)
    ON CONFLICT (id) DO UPDATE SET words_generation = excluded.words_generation;
    RETURN NULL;
END $$
"""
_TRIGGER = """
CREATE TRIGGER cases_words_have_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON cases_{table}
FOR EACH STATEMENT EXECUTE FUNCTION cases_note_words()
"""


class Migration(migrations.Migration):
    """One trigger for each table that the search takes words from."""

    dependencies = [("cases", "0015_narrower_age_and_loneliness")]

    operations = [
        migrations.RunSQL([_FUNCTION], ["DROP FUNCTION cases_note_words()"]),
        *(
            migrations.RunSQL(
                [_TRIGGER.format(table=table)], [f"DROP TRIGGER cases_words_have_changed ON cases_{table}"]
            )
            for table in _TABLES
        ),
    ]

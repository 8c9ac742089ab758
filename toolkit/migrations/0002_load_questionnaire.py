"""Loads the questionnaire that the portal ships, so that a migrated database is whole."""

from django.db import migrations

from toolkit.assessment.questionnaires import load_questionnaire


def load(apps, schema_editor):
    """Load it; see the service."""
    load_questionnaire(apps)


class Migration(migrations.Migration):
    dependencies = [("toolkit", "0001_self_assessment")]

    # Back again there is nothing to do: rounds may ask it, and it goes with its table.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

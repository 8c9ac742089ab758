"""Loads geography and the concepts' texts, so that a migrated database is whole."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

from cases.reference import load_geography, load_vocabulary


def load(apps, schema_editor):
    """Load both; see `cases.reference`."""
    load_geography(apps)
    load_vocabulary(apps)


def unload(apps, schema_editor):
    """Take the reference data away again; texts that editors wrote go with the tables anyway."""
    for name in ("ConceptText", "Concept", "MunicipalityChange", "Municipality", "County"):
        apps.get_model("cases", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_library")]

    operations = [TrigramExtension(), UnaccentExtension(), migrations.RunPython(load, unload)]

"""Lead to impact plans and the indicator bank from the footer, after the self-assessment, where that stands."""

import json

from django.db import migrations

# Each new place, and the one that it stands after.
AFTER = {"impact": "assessment", "bank": "impact"}


def _place(link):
    return link["value"].get("place") if link["type"] == "place" else None


def _rows(stream):
    return json.loads(stream) if isinstance(stream, str) else list(getattr(stream, "raw_data", stream))


def _put(columns, new, beside):
    """Put a link after another, once."""
    if any(_place(link) == new for column in columns for link in column["value"].get("links") or []):
        return
    for column in columns:
        links = column["value"].get("links") or []
        at = next((number for number, link in enumerate(links, 1) if _place(link) == beside), None)
        if at is not None:
            links.insert(at, {"type": "place", "value": {"place": new, "label": ""}})
            return


def add(apps, schema_editor):
    """Put the links in each site's footer."""
    for navigation in apps.get_model("home", "Navigation").objects.all():
        columns = _rows(navigation.footer)
        for new, beside in AFTER.items():
            _put(columns, new, beside)
        navigation.footer = json.dumps(columns)
        navigation.save(update_fields=["footer"])


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0015_editors_keep_the_bank"),
    ]

    operations = [
        migrations.RunPython(add, migrations.RunPython.noop),
    ]

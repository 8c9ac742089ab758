"""Lead to the self-assessment from the footer, beside the workshop, where editors have not taken that away."""

import json

from django.db import migrations

BESIDE, NEW = "workshop", "assessment"


def _place(link):
    return link["value"].get("place") if link["type"] == "place" else None


def _rows(stream):
    return json.loads(stream) if isinstance(stream, str) else list(getattr(stream, "raw_data", stream))


def add(apps, schema_editor):
    """Put the link after the other, once."""
    for navigation in apps.get_model("home", "Navigation").objects.all():
        columns = _rows(navigation.footer)
        everywhere = {_place(link) for column in columns for link in column["value"].get("links") or []}
        if NEW in everywhere or BESIDE not in everywhere:
            continue
        for column in columns:
            links = column["value"].get("links") or []
            at = next((number for number, link in enumerate(links, 1) if _place(link) == BESIDE), None)
            if at is not None:
                links.insert(at, {"type": "place", "value": {"place": NEW, "label": ""}})
                break
        navigation.footer = json.dumps(columns)
        navigation.save(update_fields=["footer"])


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0013_editors_keep_the_questionnaire"),
    ]

    operations = [
        migrations.RunPython(add, migrations.RunPython.noop),
    ]

"""Sort titles anew: marks before the first letter, as in «Kan vi …», no longer put a title after å."""

from django.db import migrations

from cases.norwegian import sort_key


def sort_anew(apps, schema_editor):
    """Write the keys that have changed."""
    pages = apps.get_model("cases", "CasePage").objects
    for page in pages.only("title", "title_key").iterator():
        key = sort_key(page.title)[:300]
        if key != page.title_key:
            pages.filter(pk=page.pk).update(title_key=key)


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_search")]

    operations = [migrations.RunPython(sort_anew, migrations.RunPython.noop)]

"""Lets editors and publishers keep the synonyms of the search."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def give_permissions(apps, schema_editor):
    """Give both groups everything that can be done with a synonym."""
    for app_config in apps.get_app_configs():
        app_config.models_module = True
        create_permissions(app_config, apps=apps, verbosity=0)
        app_config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="cases", content_type__model="synonym"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Publishers"]):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0010_front_page_collection"),
        ("cases", "0010_title_keys"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]

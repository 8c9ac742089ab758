"""Lets editors and publishers see all teams and help them; it makes nobody a member."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def give_permissions(apps, schema_editor):
    """Give both groups what helping takes."""
    for app_config in apps.get_app_configs():
        app_config.models_module = True
        create_permissions(app_config, apps=apps, verbosity=0)
        app_config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="cases", codename__in=["view_team", "change_team"]
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Publishers"]):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0011_editors_keep_synonyms"),
        ("cases", "0013_teams"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]

"""Lets editors and publishers recommend indicators of the bank, and merge those that are the same."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def give_permissions(apps, schema_editor):
    """Give both groups what that takes."""
    for app_config in apps.get_app_configs():
        app_config.models_module = True
        create_permissions(app_config, apps=apps, verbosity=0)
        app_config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="toolkit", codename__in=["view_bankindicator", "change_bankindicator"]
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Publishers"]):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0014_self_assessment_in_footer"),
        ("toolkit", "0005_bank_in_memory"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]

"""Lets editors and publishers write the questionnaire of the self-assessment, and take a version into use."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def give_permissions(apps, schema_editor):
    """Give both groups what that takes."""
    for app_config in apps.get_app_configs():
        app_config.models_module = True
        create_permissions(app_config, apps=apps, verbosity=0)
        app_config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="toolkit", codename__in=["view_questionnaire", "change_questionnaire"]
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Publishers"]):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0012_editors_help_teams"),
        ("toolkit", "0001_self_assessment"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]

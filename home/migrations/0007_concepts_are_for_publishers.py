"""A concept's text is public as soon as it is saved, so changing one is publishing: editors read them."""

from django.db import migrations


def _permission(apps):
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.filter(content_type__app_label="cases", codename="change_concepttext")


def take(apps, schema_editor):
    """Take the permission from editors."""
    apps.get_model("auth", "Group").objects.get(name="Editors").permissions.remove(*_permission(apps))


def give_back(apps, schema_editor):
    """Let editors change concepts again."""
    apps.get_model("auth", "Group").objects.get(name="Editors").permissions.add(*_permission(apps))


class Migration(migrations.Migration):
    dependencies = [("home", "0006_story_blocks")]

    operations = [migrations.RunPython(take, give_back)]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("toolkit", "0002_load_questionnaire"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="participation",
            name="batch",
        ),
        migrations.RemoveField(
            model_name="participation",
            name="is_outdated",
        ),
        migrations.AddField(
            model_name="participation",
            name="told",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="round",
            name="took_part",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
    ]

"""The bank is weighed in memory, as the cases are: its words in plain columns, and a count of its changes."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("toolkit", "0004_impact_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="BankState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("generation", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "state of the bank",
                "verbose_name_plural": "states of the bank",
            },
        ),
        migrations.RemoveIndex(
            model_name="bankindicator",
            name="toolkit_bank_vector",
        ),
        migrations.RemoveIndex(
            model_name="bankindicator",
            name="toolkit_bank_themes",
        ),
        migrations.RemoveIndex(
            model_name="bankindicator",
            name="toolkit_bank_groups",
        ),
        migrations.RemoveField(
            model_name="bankindicator",
            name="vector",
        ),
        migrations.AddField(
            model_name="bankindicator",
            name="generation",
            field=models.BigIntegerField(db_index=True, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="bankindicator",
            name="used",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="bankindicator",
            name="words",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddIndex(
            model_name="bankindicator",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name"], name="toolkit_bank_alike", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.RunSQL(
            # Never gives a number twice, also not to who takes back what she did.
            "CREATE SEQUENCE IF NOT EXISTS toolkit_bank_generation",
            "DROP SEQUENCE IF EXISTS toolkit_bank_generation",
        ),
    ]

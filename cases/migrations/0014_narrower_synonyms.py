from django.db import migrations

BEFORE = {"words": "bolig, hus, leilighet, husvære", "also": "bo, husleie, hjem, boligsosial", "both_ways": True}
AFTER = {"words": "bolig, hus, leilighet, husvære", "also": "husleie, boligsosial", "both_ways": True}
ONE_WAY = {"words": "bo, hjem", "also": "bolig, leilighet", "both_ways": False}


def narrow(apps, schema_editor):
    """Let who asks for housing no longer find all who go home, where the row is as it was shipped."""
    synonyms = apps.get_model("cases", "Synonym").objects
    if synonyms.filter(**BEFORE).update(**AFTER):
        synonyms.create(**ONE_WAY)


def widen(apps, schema_editor):
    synonyms = apps.get_model("cases", "Synonym").objects
    if synonyms.filter(**AFTER).update(**BEFORE):
        synonyms.filter(**ONE_WAY).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_teams"),
    ]

    operations = [migrations.RunPython(narrow, widen)]

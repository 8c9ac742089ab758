from django.db import migrations

AGE = {"words": "eldre, gammel, senior, pensjonist", "also": "alderdom, aldring, aldersvennlig", "both_ways": True}
LONELY = {
    "words": "ensom, ensomhet, alene, isolert",
    "also": "sosial isolasjon, isolasjon, aleneboende",
    "both_ways": True,
}
# A row as it was shipped; its words afterwards; and what then finds them, but is not found by them.
NARROWER = (
    (AGE, "eldre, senior, pensjonist", {"words": "gammel", "also": "eldre, senior, pensjonist, alderdom, aldring"}),
    (LONELY, "ensom, ensomhet, isolert", {"words": "alene", "also": "ensom, ensomhet, isolasjon, aleneboende"}),
)


def narrow(apps, schema_editor):
    """Let who asks for older people no longer find all that is old, nor who asks for loneliness all that is alone."""
    synonyms = apps.get_model("cases", "Synonym").objects
    for before, words, one_way in NARROWER:
        if synonyms.filter(**before).update(words=words):
            synonyms.create(**one_way, both_ways=False)


def widen(apps, schema_editor):
    synonyms = apps.get_model("cases", "Synonym").objects
    for before, words, one_way in NARROWER:
        if synonyms.filter(**{**before, "words": words}).update(words=before["words"]):
            synonyms.filter(**one_way, both_ways=False).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_narrower_synonyms"),
    ]

    operations = [migrations.RunPython(narrow, widen)]

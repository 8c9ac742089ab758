"""Keeps which text a translation follows. Existing translations follow nothing that we know of."""

from django.db import migrations, models

from cases.models.translated import field_texts
from cases.translation.texts import digest_of

TEXTS = {"HomePage": ("title", "lead", "about"), "ArticlePage": ("title", "summary", "body")}


def _remember(apps, page, digest):
    """Give a page, and the version that readers see, the fingerprint of its texts."""
    type(page).objects.filter(pk=page.pk).update(texts_digest=digest, texts_changed_at=page.last_published_at)
    for version in apps.get_model("wagtailcore", "Revision").objects.filter(pk=page.live_revision_id):
        version.content["texts_digest"] = digest
        version.save(update_fields=["content"])


def read_texts(apps, schema_editor):
    """Note the texts of the pages that there are."""
    for model, names in TEXTS.items():
        for page in apps.get_model("home", model).objects.all():
            _remember(apps, page, digest_of(field_texts(page, names)))


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_articles"),
    ]

    operations = [
        migrations.AddField(
            model_name="articlepage",
            name="texts_changed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="texts_digest",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="translated_digest",
            field=models.CharField(blank=True, default="", max_length=64, verbose_name="follows"),
        ),
        migrations.AddField(
            model_name="articlepage",
            name="translated_from",
            field=models.CharField(
                blank=True,
                choices=[("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")],
                default="",
                editable=False,
                max_length=2,
            ),
        ),
        migrations.AddField(
            model_name="homepage",
            name="texts_changed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="homepage",
            name="texts_digest",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="homepage",
            name="translated_digest",
            field=models.CharField(blank=True, default="", max_length=64, verbose_name="follows"),
        ),
        migrations.AddField(
            model_name="homepage",
            name="translated_from",
            field=models.CharField(
                blank=True,
                choices=[("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")],
                default="",
                editable=False,
                max_length=2,
            ),
        ),
        migrations.RunPython(read_texts, migrations.RunPython.noop),
    ]

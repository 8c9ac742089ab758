"""Keeps which text a translation follows. Existing translations follow nothing that we know of."""

from django.db import migrations, models

from cases.models.translated import field_texts
from cases.translation.texts import digest_of

TEXTS = [
    *("title", "summary", "place", "image_alt"),
    *("challenge", "solution", "results", "lessons", "transfer", "body"),
]


def _remember(apps, page, digest):
    """Give a page, and the version that readers see, the fingerprint of its texts."""
    type(page).objects.filter(pk=page.pk).update(texts_digest=digest, texts_changed_at=page.last_published_at)
    for version in apps.get_model("wagtailcore", "Revision").objects.filter(pk=page.live_revision_id):
        version.content["texts_digest"] = digest
        version.save(update_fields=["content"])


def read_texts(apps, schema_editor):
    """Note the texts of the cases that there are."""
    for page in apps.get_model("cases", "CasePage").objects.all().iterator(chunk_size=100):
        tags = [*page.value_tags.all(), *page.field_tags.all()]
        texts = {
            **field_texts(page, TEXTS),
            **{f"how:{tag.code}": tag.how.strip() for tag in tags},
            "partners": "\n".join(sorted(partner.name.strip() for partner in page.partners.all())),
        }
        _remember(apps, page, digest_of(texts))


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_reference_data"),
    ]

    operations = [
        migrations.AddField(
            model_name="casepage",
            name="texts_changed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="casepage",
            name="texts_digest",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="casepage",
            name="translated_digest",
            field=models.CharField(blank=True, default="", max_length=64, verbose_name="follows"),
        ),
        migrations.AddField(
            model_name="casepage",
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

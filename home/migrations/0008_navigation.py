"""The menu and the footer of each language, with what they begin with, and who may change them."""

import json

import wagtail.fields
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import home.navigation.blocks
import home.navigation.places

TEXTS = {
    "nb": {
        "name": "Samskapingsportalen",
        "text": "Et casebibliotek fra KS, kommunesektorens organisasjon. Casene forteller hvordan kommuner og innbyggere "
        "finner nye løsninger sammen.",
        "learn": "Finn og lær",
        "about": "Om portalen",
        "short": {"articles": "Fagstoff", "contribute": "Bidra", "about": "Om portalen"},
    },
    "nn": {
        "name": "Samskapingsportalen",
        "text": "Eit casebibliotek frå KS, kommunesektorens organisasjon. Casane fortel korleis kommunar og innbyggjarar "
        "finn nye løysingar saman.",
        "learn": "Finn og lær",
        "about": "Om portalen",
        "short": {"articles": "Fagstoff", "contribute": "Bidra", "about": "Om portalen"},
    },
    "en": {
        "name": "Samskapingsportalen",
        "text": "A library of cases from KS, the Norwegian Association of Local and Regional Authorities. The cases tell "
        "how municipalities and citizens find new solutions together.",
        "learn": "Find and learn",
        "about": "About the portal",
        "short": {"articles": "Articles", "contribute": "Contribute", "about": "About"},
    },
}
MENU = ["cases", "model", "articles", "municipalities", "contribute", "about"]
LEARN = ["cases", "model", "articles", "municipalities", "workshop", "open_data"]
ABOUT = ["about", "contribute", "privacy", "accessibility"]


def _links(places, labels=None):
    return [{"type": "place", "value": {"place": place, "label": (labels or {}).get(place, "")}} for place in places]


def _column(heading, text, places):
    return {"type": "column", "value": {"heading": heading, "text": text, "links": _links(places)}}


def fill(apps, schema_editor):
    """Begin with what the portal has: what is not published yet is hidden by itself."""
    Navigation = apps.get_model("home", "Navigation")
    for language, texts in TEXTS.items():
        columns = [
            _column(texts["name"], texts["text"], []),
            _column(texts["learn"], "", LEARN),
            _column(texts["about"], "", ABOUT),
        ]
        Navigation.objects.create(
            language=language, menu=json.dumps(_links(MENU, texts["short"])), footer=json.dumps(columns)
        )


def give_permissions(apps, schema_editor):
    """Publishers change the menus, for that is published at once."""
    for app_config in apps.get_app_configs():
        app_config.models_module = True
        create_permissions(app_config, apps=apps, verbosity=0)
        app_config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="home", codename__in=["change_navigation", "view_navigation"]
    )
    apps.get_model("auth", "Group").objects.get(name="Publishers").permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0007_article_shelves"),
    ]

    operations = [
        migrations.CreateModel(
            name="Navigation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=[("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")],
                        editable=False,
                        max_length=2,
                        unique=True,
                        verbose_name="language",
                    ),
                ),
                (
                    "menu",
                    wagtail.fields.StreamField(
                        [("page", 2), ("place", 5), ("address", 8)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"help_text": "The link is hidden while the page is not published.", "label": "Page"},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "When you leave this empty, the page's title is used.",
                                    "label": "Text of the link",
                                    "max_length": 60,
                                    "required": False,
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("page", 0), ("label", 1)]], {}),
                            3: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": home.navigation.places.place_choices, "label": "Place"},
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "When you leave this empty, the place's own name is used.",
                                    "label": "Text of the link",
                                    "max_length": 60,
                                    "required": False,
                                },
                            ),
                            5: ("wagtail.blocks.StructBlock", [[("place", 3), ("label", 4)]], {}),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "For example https://www.ks.no/ or mailto:post@example.org.",
                                    "label": "Address",
                                    "max_length": 500,
                                    "validators": [home.navigation.blocks.check_address],
                                },
                            ),
                            7: ("wagtail.blocks.CharBlock", (), {"label": "Text of the link", "max_length": 60}),
                            8: ("wagtail.blocks.StructBlock", [[("address", 6), ("label", 7)]], {}),
                        },
                        verbose_name="main menu",
                    ),
                ),
                (
                    "footer",
                    wagtail.fields.StreamField(
                        [("column", 12)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Heading", "max_length": 60, "required": False},
                            ),
                            1: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "A sentence or two. May be left empty.",
                                    "label": "Text",
                                    "max_length": 400,
                                    "required": False,
                                },
                            ),
                            2: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"help_text": "The link is hidden while the page is not published.", "label": "Page"},
                            ),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "When you leave this empty, the page's title is used.",
                                    "label": "Text of the link",
                                    "max_length": 60,
                                    "required": False,
                                },
                            ),
                            4: ("wagtail.blocks.StructBlock", [[("page", 2), ("label", 3)]], {}),
                            5: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": home.navigation.places.place_choices, "label": "Place"},
                            ),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "When you leave this empty, the place's own name is used.",
                                    "label": "Text of the link",
                                    "max_length": 60,
                                    "required": False,
                                },
                            ),
                            7: ("wagtail.blocks.StructBlock", [[("place", 5), ("label", 6)]], {}),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "For example https://www.ks.no/ or mailto:post@example.org.",
                                    "label": "Address",
                                    "max_length": 500,
                                    "validators": [home.navigation.blocks.check_address],
                                },
                            ),
                            9: ("wagtail.blocks.CharBlock", (), {"label": "Text of the link", "max_length": 60}),
                            10: ("wagtail.blocks.StructBlock", [[("address", 8), ("label", 9)]], {}),
                            11: (
                                "wagtail.blocks.StreamBlock",
                                [[("page", 4), ("place", 7), ("address", 10)]],
                                {"label": "Links", "max_num": 10, "required": False},
                            ),
                            12: ("wagtail.blocks.StructBlock", [[("heading", 0), ("text", 1), ("links", 11)]], {}),
                        },
                        verbose_name="footer",
                    ),
                ),
            ],
            options={
                "verbose_name": "menu and footer",
                "verbose_name_plural": "menus and footers",
                "ordering": ["pk"],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]

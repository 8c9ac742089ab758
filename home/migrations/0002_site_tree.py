"""Makes the page tree of three languages, the site, and the two groups of editors."""

from uuid import UUID

from django.contrib.auth.management import create_permissions
from django.db import migrations

TREE = {
    "nb": {
        "home": ("hjem", "Samskapingsportalen"),
        "lead": "Her finner du norske kommuner som løser vanskelige velferdsoppgaver sammen med innbyggerne.",
        "about": (
            "<p>Portalen samler erfaringer fra kommuner, innbyggere, frivillige, bedrifter og sosiale entreprenører som "
            "finner nye løsninger sammen. Hver case forteller hva problemet var, hva som ble gjort, og hva de lærte "
            "underveis. Casene er merket med verdiene, handlingsfeltene og trappa fra KS-håndboka om samskapende sosial "
            "innovasjon, slik at du lett finner dem som ligner på din egen situasjon.</p>"
        ),
        "index": ("caser", "Caser"),
        "intro": "Søk med egne ord, eller velg det som ligner på deres egen situasjon.",
    },
    "nn": {
        "home": ("heim", "Samskapingsportalen"),
        "lead": "Her finn du norske kommunar som løyser vanskelege velferdsoppgåver saman med innbyggjarane.",
        "about": (
            "<p>Portalen samlar erfaringar frå kommunar, innbyggjarar, frivillige, bedrifter og sosiale entreprenørar som "
            "finn nye løysingar saman. Kvar case fortel kva problemet var, kva som blei gjort, og kva dei lærte "
            "undervegs. Casane er merkte med verdiane, handlingsfelta og trappa frå KS-handboka om samskapande sosial "
            "innovasjon, slik at du lett finn dei som liknar på din eigen situasjon.</p>"
        ),
        "index": ("casar", "Casar"),
        "intro": "Søk med eigne ord, eller vel det som liknar på dykkar eigen situasjon.",
    },
    "en": {
        "home": ("home", "Samskapingsportalen"),
        "lead": "Meet Norwegian municipalities that solve hard welfare problems together with the people who live there.",
        "about": (
            "<p>The portal gathers experience from municipalities, residents, volunteers, businesses and social "
            "entrepreneurs who find new solutions together. Each case tells what the problem was, what was done and what "
            "was learnt along the way. Cases are tagged with the values, action fields and ladder steps of the KS handbook "
            "on co-creative social innovation, so that you can find those most like your own situation.</p>"
        ),
        "index": ("cases", "Cases"),
        "intro": "Search in your own words, or choose what resembles your own situation.",
    },
}
HOME_KEY, INDEX_KEY = (UUID(f"00000000-0000-4000-8000-00000000000{n}") for n in (1, 2))


def _add(model, content_type, parent_path, place, depth, **fields):
    path = f"{parent_path}{place:04d}"
    return model.objects.create(
        path=path, depth=depth, content_type=content_type, draft_title=fields["title"], live=True, **fields
    )


def plant(apps, schema_editor):
    """Replace Wagtail's welcome page by a front page and a case index in each language."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("home", "HomePage")
    CaseIndexPage = apps.get_model("cases", "CaseIndexPage")
    home_type, _made = ContentType.objects.get_or_create(app_label="home", model="homepage")
    index_type, _made = ContentType.objects.get_or_create(app_label="cases", model="caseindexpage")

    Page.objects.filter(depth__gt=1).delete()
    Site.objects.all().delete()
    root = Page.objects.get(depth=1)
    for place, (code, texts) in enumerate(TREE.items(), start=1):
        locale, _made = Locale.objects.get_or_create(language_code=code)
        slug, title = texts["home"]
        home = _add(
            HomePage, home_type, root.path, place, 2, title=title, slug=slug, url_path=f"/{slug}/", numchild=1,
            locale=locale, translation_key=HOME_KEY, lead=texts["lead"], about=texts["about"],
        )  # fmt: skip
        index_slug, index_title = texts["index"]
        _add(
            CaseIndexPage, index_type, home.path, 1, 3, title=index_title, slug=index_slug, numchild=0,
            url_path=f"/{slug}/{index_slug}/", locale=locale, translation_key=INDEX_KEY, intro=texts["intro"],
        )  # fmt: skip
        if code == "nb":
            Site.objects.create(
                hostname="localhost",
                port=80,
                site_name="Samskapingsportalen",
                root_page_id=home.pk,
                is_default_site=True,
            )
    root.numchild = len(TREE)
    root.save()


def name_groups(apps, schema_editor):
    """Wagtail's Moderators are our Publishers; both groups may change the texts of concepts."""
    for app_config in apps.get_app_configs():
        app_config.models_module = True
        create_permissions(app_config, apps=apps, verbosity=0)
        app_config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    Group.objects.filter(name="Moderators").update(name="Publishers")
    texts = Permission.objects.filter(
        content_type__app_label="cases", codename__in=["change_concepttext", "view_concepttext"]
    )
    for name in ("Editors", "Publishers"):
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(*texts)


def rename_back(apps, schema_editor):
    """Give Wagtail's group its own name again; the tree goes with its tables."""
    apps.get_model("auth", "Group").objects.filter(name="Publishers").update(name="Moderators")


def uproot(apps, schema_editor):
    """Take away the front pages and all below them."""
    Site = apps.get_model("wagtailcore", "Site")
    Page = apps.get_model("wagtailcore", "Page")
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    Page.objects.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_front_page"),
        ("cases", "0002_reference_data"),
        ("accounts", "0001_user_and_heartbeat"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(plant, uproot), migrations.RunPython(name_groups, rename_back)]

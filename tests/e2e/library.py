"""The library that the journeys read: the demo, and cases that are awkward on purpose.

Run as a program, in a process of its own: a browser's driver and Django's database do not share a thread gladly.
"""

from __future__ import annotations

import django

# Slugs, and words to search for, of the cases made here.
LONG, PICTURE, NYNORSK, TRANSLATED, BARE = "lang-case", "case-med-bilde", "nynorsk-case", "oversatt-case", "naken-case"
BLOCKS, BOXES = "alle-blokkene", "bare-bokser"
# Slug of an article, by language.
ARTICLES = {"nb": "tynn-eller-tykk", "nn": "tynn-eller-tjukk", "en": "thin-or-thick"}
# Searches that somebody follows, by what stands in the links to them; the first two wait to be confirmed.
WAITING, TO_CONFIRM, FOLLOWED = "W" * 22, "C" * 22, "F" * 22
# People who sign in by themselves in their journey, and out again: nobody else is signed in as one of them.
MEMBER, KEY_HOLDER = "kode@example.org", "nokkel@example.org"
# Rounds of self-assessment: open to all journeys, closed; and somebody who has begun to answer each.
OPEN_ROUND, CLOSED_ROUND = "CDFG2345", "CDFG2346"
ANSWERING, TOO_LATE = "A" * 43, "L" * 43
# The owner's other team, whose rounds have been shown: one group alone, and several that are shown only together.
ASSESSED, ONE_GROUP, ALL_MIXED = "Nabolaget i Lia", "En gruppe alene", "Bare små grupper"
# A team of the demo's owner and writer that has no impact plan yet.
WITHOUT_PLAN = "Leksehjelpen i Lia"
_QUESTION = {"question": "Hvem mangler?", "hint": "Tenk på sist.", "concept": ""}
LONG_WORD = "menneskerettighetskonvensjonsfortolkningssamarbeidsavtalekontorets"
NYNORSK_TITLE, TRANSLATED_TITLE, ENGLISH_TITLE = (
    "Bygda som song i lag",
    "Nabolagsverkstedet",
    "The neighbourhood workshop",
)


def fill() -> None:
    """Load the demo and make the other cases."""
    from django.core.management import call_command

    from tests.factories import make_case

    call_command("load_demo", "--yes-with-known-passwords", verbosity=0)
    _make_many()
    make_case(slug=BARE, title="En case uten noe annet enn det som må til", summary="Bare en tittel og en setning.")
    make_case(
        "nn",
        slug=NYNORSK,
        title=NYNORSK_TITLE,
        summary="Ei forteljing som berre finst på nynorsk.",
        values=["leadership"],
    )
    _make_long()
    _make_with_picture()
    _make_translated()
    _make_with_every_block()
    _make_followers()
    _make_people()
    _make_rounds()


def _make_rounds() -> None:
    """Let there be an open round and a closed one, and somebody who has begun to answer."""
    from tests.factories.assessment import make_closed_round, make_participation, make_round

    groups = ["municipality", "citizens", "voluntary", "nav"]
    open_round = make_round(name="Naboskapet i Lia", code=OPEN_ROUND, groups=groups, seen_by="participants")
    answers = {"openness-1": "4", "openness-2": "dk", "openness-3": "2", "democracy-1": "5", "ladder": ["inviting"]}
    make_participation(open_round, "citizens", secret=ANSWERING, answers=answers)
    closed = make_closed_round(name="Runden i fjor", code=CLOSED_ROUND, groups=groups)
    make_participation(closed, "citizens", secret=TOO_LATE, answers=answers)
    _show_rounds()


def _show_rounds() -> None:
    """Let the demo's owner have results in which little can be shown, and a team that has not begun."""
    from portal.accounts.models import User
    from tests.factories import make_team
    from tests.factories.assessment import make_answers, make_closed_round, make_participations
    from toolkit.assessment.releasing import show_results

    owner = User.objects.get(email="owner@example.org")
    make_team(WITHOUT_PLAN, owner=owner, writer=User.objects.get(email="writer@example.org"))
    team = make_team(ASSESSED, owner=owner)
    alone = make_closed_round(team, name=ONE_GROUP, groups=["citizens", "business"])
    make_participations(alone, "citizens", 6, answers={**make_answers(alone.questionnaire, "2"), "thickness": "2"})
    mixed = make_closed_round(team, name=ALL_MIXED, groups=["citizens", "business", "nav"], form="short")
    for group, agreement in (("citizens", "2"), ("business", "5")):
        make_participations(mixed, group, 3, answers=make_answers(mixed.questionnaire, agreement))
    for round_ in (alone, mixed):
        show_results(round_=round_, by=owner)


def _make_people() -> None:
    """Let there be somebody with a code, and an editor, with the demo's password."""
    from home.demo import DEMO_PASSWORD
    from tests.factories import make_user

    make_user("Editors", MEMBER).groups.clear()
    editor = make_user("Editors", KEY_HOLDER)
    editor.set_password(DEMO_PASSWORD)
    editor.save()


def _make_followers() -> None:
    """Let somebody follow a search with words and filters, and others be about to."""
    from tests.factories import make_follow

    asked = {"parameters": f"q={LONG_WORD}&theme=housing&value=democracy"}
    make_follow("kari@example.org", address=FOLLOWED, **asked)
    make_follow("per@example.org", address=WAITING, confirmed=False, **asked)
    make_follow("ola@example.org", address=TO_CONFIRM, confirmed=False, **asked)


def _make_many() -> None:
    """Make so many old cases that there are several pages of them."""
    from datetime import UTC, datetime

    from tests.factories import make_cases

    summary = "Fjorten caser som likner hverandre, så det blir flere sider av dem."
    make_cases(14, summary=summary, first_published_at=datetime(2020, 1, 1, tzinfo=UTC))


def _make_long() -> None:
    """Make a case in which every text is as long as it may be, and every field is filled."""
    from django.utils import timezone

    from cases.codes import CITIZEN_ROLES, FIELDS, SECTORS, TARGET_GROUPS, THEMES, VALUES
    from tests.factories import make_case

    sentence = f"Her står {LONG_WORD} midt i en setning som ellers er ganske vanlig å lese. "
    chapter = f"<p>{sentence * 4}</p><h3>{LONG_WORD.capitalize()}</h3><ul><li>{sentence}</li></ul><p>{sentence * 3}</p>"
    page = make_case(
        slug=LONG,
        title=f"{LONG_WORD.capitalize()} og en tittel som bare fortsetter og fortsetter ".ljust(250, "å"),
        summary=(sentence * 5)[:400],
        values=list(VALUES),
        fields=list(FIELDS),
        municipalities=["0301", "3909", "3203", "4601", "5001"],
        partners=[(f"{LONG_WORD} {sector}", sector) for sector in SECTORS],
        place=f"{LONG_WORD} i flere kommuner"[:150],
        started="2014-01",
        ended="2026-11",
        phase="spread",
        ladder_step="mature",
        thickness=4,
        planned_by="together",
        produced_by="together",
        citizen_roles=list(CITIZEN_ROLES),
        innovation="radical",
        themes=list(THEMES),
        target_groups=list(TARGET_GROUPS),
        contact_name=f"Kontaktperson {LONG_WORD}"[:150],
        contact_role="prosjektleder",
        contact_email=f"{LONG_WORD[:60]}@{LONG_WORD[:50]}.example.org",
        contact_consent_at=timezone.now(),
        last_confirmed_at=timezone.now(),
        source_reference=(sentence * 4)[:300],
        **dict.fromkeys(("challenge", "solution", "results", "lessons", "transfer"), chapter),
    )
    page.value_tags.update(how=(sentence * 12)[:1000])
    page.field_tags.update(how=(sentence * 12)[:1000])
    page.partners.update(url=f"https://example.org/{LONG_WORD * 3}")


def _make_with_picture() -> None:
    """Make a case with photographs on top and in its story, a quotation and a fact box."""
    import json

    from django.core.files.base import ContentFile

    from cases.models import PortalImage
    from tests.factories import make_case, png

    image = PortalImage(title="Bilde", file=ContentFile(png(1600, 900, "teal"), "bilde.png"))
    image.save()
    picture = {"image": image.pk, "alt": "Folk rundt et bord", "decorative": False, "credit": "Kari", "consent": True}
    story = [
        {"type": "heading", "value": "Slik gikk det"},
        {
            "type": "paragraph",
            "value": "<p>Først kom <b>maten</b>, så kom <a href='https://example.org/'>møtet</a>.</p>",
        },
        {"type": "quote", "value": {"text": "Her er vi like.", "attribution": "en deltaker"}},
        {"type": "image", "value": picture},
        {"type": "fact_box", "value": {"title": "Fakta", "text": "<ol><li>Fem familier</li></ol>"}},
    ]
    make_case(
        slug=PICTURE,
        title="Case med bilde",
        image=image,
        image_alt="Et bord dekket til tolv",
        image_credit="Kari Nordmann",
        body=json.dumps(story),
        values=["openness", "leadership"],
        fields=["facilitation"],
        ladder_step="inviting",
        themes=["housing"],
        target_groups=["families"],
        municipalities=["3909"],
    )


def _make_with_every_block() -> None:
    """Make a case with every block, one with blocks that are as long as they may be, and articles with all figures."""
    from home.figures import FIGURES
    from tests.factories import make_article, make_case
    from tests.factories.stories import as_body, every_block, longest_blocks, make_document, make_image

    image, document = make_image(size=(1600, 900)), make_document()
    story = as_body(every_block(image, document))
    make_case(slug=BLOCKS, title="Case med alle blokkene", body=story, values=["democracy"])
    make_case(slug=BOXES, title="Case med lange blokker", body=as_body(longest_blocks(image, document, LONG_WORD)))
    figures = [{"type": "figure", "value": {"code": code}} for code in FIGURES]
    whole = as_body([*every_block(image, document), *figures, {"type": "question", "value": _QUESTION}])
    for language, slug in ARTICLES.items():
        make_article(language, slug=slug, title=f"Tynn eller tykk? ({language})", body=whole, handbook_pages="13–14")
        make_article(language, title=f"Anker og fortøyninger ({language})")


def _make_translated() -> None:
    """Make a case in bokmål and English; the bokmål has changed since it was translated."""
    from uuid import uuid4

    from tests.factories import make_case

    key = uuid4()
    common = {
        "translation_key": key,
        "values": ["democracy"],
        "fields": ["anchoring"],
        "themes": ["environment_climate"],
    }
    page = make_case(slug=TRANSLATED, title=TRANSLATED_TITLE, summary="Naboer reparerer ting.", **common)
    page.save_revision().publish()
    follows = {"translated_from": "nb", "translated_digest": page.texts_digest}
    english = {"slug": "translated-case", "title": ENGLISH_TITLE, "summary": "Neighbours mend things."}
    make_case("en", **english, **common, **follows)
    page.refresh_from_db()
    page.summary = "Naboer reparerer ting sammen."
    page.save_revision().publish()


if __name__ == "__main__":
    django.setup()
    fill()

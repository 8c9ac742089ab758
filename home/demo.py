"""The demo: twelve cases, some in several languages, the articles, and users; nobody approves her own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

import cases
from cases.exchange.importer import ImportResult, import_cases
from cases.models import CasePage, ImportedCase
from home.content.loading import load_articles
from home.demo_teams import OWNER, READER, WRITER, make_teams
from home.models import HomePage
from portal.accounts.services import confirm_address

DEMO_FILE = Path(cases.__file__).parent / "demo" / "cases.jsonl"
# Known to all, and therefore for the demo only: `load_demo` refuses to make these users in production.
DEMO_PASSWORD = "samskaping-demo"  # noqa: S105 - known to all, for the demo alone

# The cases of the front page's collection, and its heading and reason in each language.
COLLECTION = (
    "0984971d-262b-4902-a5f7-4fe7763f2d49",
    "ccaa8e8e-2afb-4faa-8bc2-8ba0ba4baef4",
    "37ae6945-a68f-44cf-b125-5872e54bdc6b",
)
COLLECTION_TEXTS = {
    "nb": (
        "Ærlig om det som er vanskelig",
        "Tre caser som forteller hva som gikk tregt, og hva de ennå ikke vet. Det er ofte der det er mest å lære.",
    ),
    "nn": (
        "Ærleg om det som er vanskeleg",
        "Tre casar som fortel kva som gjekk tregt, og kva dei enno ikkje veit. Det er ofte der det er mest å lære.",
    ),
    "en": (
        "Honest about what is hard",
        "Three cases that tell what was slow, and what nobody knows yet. That is often where there is most to learn.",
    ),
}


@dataclass(frozen=True)
class DemoUser:
    """One of the demo's logins; `role` is a group, `administrator`, or what somebody without a group is in a team."""

    email: str
    first_name: str
    last_name: str
    role: str


DEMO_USERS = (
    DemoUser("redaktor@example.org", "Randi", "Redaktør", "Editors"),
    DemoUser("redaktor2@example.org", "Ravi", "Redaktør", "Editors"),
    DemoUser("publisist@example.org", "Pål", "Publisist", "Publishers"),
    DemoUser("admin@example.org", "Anne", "Administrator", "administrator"),
    DemoUser(OWNER, "Eva", "Eier", "owner"),
    DemoUser(WRITER, "Siv", "Skribent", "writer"),
    DemoUser(READER, "Lars", "Leser", "reader"),
)


@transaction.atomic
def load_demo() -> ImportResult | None:
    """Make the demo users and articles that are missing, and import the library once; None when it was there."""
    for user in DEMO_USERS:
        _make_user(user)
    load_articles()
    if ImportedCase.objects.exists():
        return None
    with DEMO_FILE.open("rb") as lines:
        result = import_cases(lines, files=DEMO_FILE.parent / "files")
    _make_collection()
    make_teams()
    return result


def _make_collection() -> None:
    """Show a collection on each front page that has none."""
    cases = {str(case.translation_key): case for case in CasePage.objects.filter(translation_key__in=COLLECTION)}
    for page in HomePage.objects.filter(collection_heading="").select_related("locale"):
        page.collection_heading, page.collection_reason = COLLECTION_TEXTS[page.locale.language_code]
        page.collection = [("case", cases[key]) for key in COLLECTION if key in cases]
        page.save_revision().publish()


def _make_user(demo: DemoUser) -> None:
    users = get_user_model().objects
    if users.filter(email=demo.email).exists():
        return
    is_administrator = demo.role == "administrator"
    user = users.create_user(
        demo.email,
        DEMO_PASSWORD,
        first_name=demo.first_name,
        last_name=demo.last_name,
        is_superuser=is_administrator,
        is_staff=is_administrator,
    )
    user.groups.set(Group.objects.filter(name=demo.role))
    confirm_address(user=user)

"""The demo: twelve cases, some in several languages, the articles, and users; nobody approves her own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

import cases
from cases.exchange.importer import ImportResult, import_cases
from cases.models import ImportedCase
from home.content.loading import load_articles

DEMO_FILE = Path(cases.__file__).parent / "demo" / "cases.jsonl"
# Known to all, and therefore for the demo only: `load_demo` refuses to make these users in production.
DEMO_PASSWORD = "samskaping-demo"  # noqa: S105


@dataclass(frozen=True)
class DemoUser:
    """One of the demo's logins."""

    email: str
    first_name: str
    last_name: str
    role: str


DEMO_USERS = (
    DemoUser("redaktor@example.org", "Randi", "Redaktør", "Editors"),
    DemoUser("redaktor2@example.org", "Ravi", "Redaktør", "Editors"),
    DemoUser("publisist@example.org", "Pål", "Publisist", "Publishers"),
    DemoUser("admin@example.org", "Anne", "Administrator", "administrator"),
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
        return import_cases(lines, files=DEMO_FILE.parent / "files")


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
    if not is_administrator:
        user.groups.add(Group.objects.get(name=demo.role))

"""Publishing, as the tests of translations need it."""

from __future__ import annotations

from typing import Any

from cases.translation.services import start_translation
from tests.factories import make_case, make_user


def publish(page: Any, **changes: Any) -> Any:
    """Publish changes to the newest version of a page, and return the page as it is then."""
    page = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def make_pair(**fields: Any) -> tuple[Any, Any]:
    """Return a published case in bokmål and its published nynorsk, which follows it."""
    fields = {"values": ["openness"], "partners": [("Frivilligsentralen", "voluntary")], **fields}
    bokmaal = publish(make_case(title="Systua", slug="systua", **fields))
    nynorsk = start_translation(source=bokmaal, language="nn", user=make_user())
    return bokmaal, publish(nynorsk, title="Systova", slug="systova")

"""Editors meet no English word: whatever Wagtail has not translated to bokmål stands in `locale/wagtail/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import wagtail
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings

OWN = Path(settings.LOCALE_PATHS[1])
_CORE = Path(wagtail.__file__).parent


def _places() -> Iterator[Path]:
    """Yield the folders of translations of all parts of Wagtail that are in use."""
    for config in apps.get_app_configs():
        folder = Path(config.path)
        if folder == _CORE or _CORE in folder.parents:
            yield folder / "locale"


def _messages(path: Path) -> Iterator[Message]:
    if path.exists():
        with path.open("rb") as file:
            yield from (message for message in read_po(file) if message.id)


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def _is_translated(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else message.string
    return all(strings) and not message.fuzzy


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_word_of_wagtail_is_in_bokmaal(domain: str) -> None:
    folders = [place / "nb" for place in _places()] + [OWN / "nb"]
    files = [folder / "LC_MESSAGES" / f"{domain}.po" for folder in folders]
    translated = {_key(message) for file in files for message in _messages(file) if _is_translated(message)}
    asked = {_key(m) for place in _places() for m in _messages(place / "en" / "LC_MESSAGES" / f"{domain}.po")}

    assert len(asked) > 50
    assert asked - translated == set()


def test_the_editors_pages_speak_bokmaal(admin_client, db) -> None:
    home = admin_client.get("/admin/").content.decode()
    words = admin_client.get("/admin/jsi18n/").content.decode()

    assert '<html lang="nb"' in home
    assert "Hjelp" in home
    assert "Lagrer automatisk" in words


def test_editors_sign_in_in_bokmaal_under_the_portals_own_name(client, db) -> None:
    page = client.get("/admin/login/", headers={"accept-language": "nb"}, follow=True).content.decode()

    assert "Logg inn med passord – Samskapingsportalen" in page
    assert "Passord" in page
    assert "Wagtail" not in page.partition("<body")[2]

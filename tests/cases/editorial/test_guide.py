"""The guide for editors, and the way to it."""

from __future__ import annotations

import pytest

from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_the_help_menu_leads_an_editor_to_a_guide_in_norwegian_with_the_checklists(client):
    assert client.get("/admin/veiledning/").status_code == 302
    client.force_login(make_user("Editors"))
    assert "/admin/veiledning/" in client.get("/admin/").content.decode()
    text = client.get("/admin/veiledning/").content.decode()
    for said in ("Skriv en case", "Faglig gjennomgang", "Fakta og kilde er sjekket", "Oversett"):
        assert said in text

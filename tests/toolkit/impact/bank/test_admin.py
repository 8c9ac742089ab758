"""The admin's pages of the bank: editors search, recommend, merge after a question, and undo it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import make_user
from tests.toolkit.impact.bank.publishing import case_with, published
from toolkit.models import BankIndicator

pytestmark = pytest.mark.django_db
ADMIN = "/admin/indicators/"


def test_an_editor_recommends_merges_after_a_question_and_undoes_it() -> None:
    case_with(published(name="Antall deltakere i arbeid"))
    case_with(published(name="Antall deltagere i arbeid"))
    older, newer = BankIndicator.objects.order_by("pk")
    client = Client()
    client.force_login(make_user("Editors"))
    found = client.get(ADMIN + "?q=deltakere").content.decode()
    assert older.name in found
    assert newer.name not in found
    asked = f"{ADMIN}{newer.key}/?into={older.key}"
    assert asked in client.get(ADMIN + "alike/").content.decode()
    assert "Er disse to den samme?" in client.get(asked).content.decode()
    client.post(asked, {"act": "merge", "into": str(older.key)})
    newer.refresh_from_db()
    assert newer.merged_into == older
    client.post(f"{ADMIN}{older.key}/", {"act": "recommend"})
    older.refresh_from_db()
    assert older.is_recommended
    client.post(f"{ADMIN}{newer.key}/", {"act": "separate"})
    newer.refresh_from_db()
    assert newer.merged_into is None
    for sent in ({"act": "merge", "into": "x"}, {"act": "merge"}, {"act": "x"}, {}):
        assert client.post(f"{ADMIN}{newer.key}/", sent).status_code == 404

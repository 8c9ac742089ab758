"""Each role can do at each address what the table says, nothing more and nothing less."""

from __future__ import annotations

import os
from collections.abc import Iterable

import pytest
from django.db import transaction
from django.test import Client

from tests.factories import make_user
from tests.portal.permissions import table
from tests.portal.permissions.outcomes import ROLES, outcome
from tests.portal.permissions.routes import all_routes
from tests.portal.permissions.world import make_world, path_for

_GROUPS = {"editor": "Editors", "publisher": "Publishers", "administrator": "administrator"}


def _keys() -> set[table.Key]:
    return {(address, method) for address, methods in all_routes().items() for method in methods}


def _client(role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role in _GROUPS:
        client.force_login(make_user(_GROUPS[role], f"{role}@example.org"))
    return client


def _ask(keys: Iterable[table.Key], role: str) -> dict[table.Key, str]:
    """Return the word for each address and method; nothing is left behind."""
    with transaction.atomic():
        client, world = _client(role), make_world()
        answers = {(address, method): outcome(client, method, path_for(world, address)) for address, method in keys}
        transaction.set_rollback(True)
    return answers


def _propose() -> None:
    rows = {key: words for key, words in table.read().items() if key in _keys()}
    missing = _keys() - set(rows)
    answers = [_ask(missing, role) for role in ROLES]
    table.write(rows | {key: tuple(answer[key] for answer in answers) for key in missing})


@pytest.mark.django_db
def test_every_address_has_its_rows_and_every_row_an_address():
    if os.environ.get("PROPOSE"):
        _propose()
    rows = table.read()
    assert sorted(_keys() - set(rows)) == [], "no row yet: see the head of matrix.tsv"
    assert sorted(set(rows) - _keys()) == [], "no such address any more: take the row out"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_each_address_answers_the_role_as_the_table_says(role):
    expected = {key: words[ROLES.index(role)] for key, words in table.read().items()}
    answered = _ask(expected, role)
    assert {key: word for key, word in answered.items() if word != expected[key]} == {}


def test_no_address_ever_fails():
    assert {word for words in table.read().values() for word in words} <= {
        *("ok", "sign-in", "refused", "missing", "not-allowed", "bad"),
    }

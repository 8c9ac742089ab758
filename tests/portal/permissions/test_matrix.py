"""Each role can do at each address what the table says, nothing more and nothing less."""

from __future__ import annotations

import os
from collections.abc import Iterable

import pytest
from django.db import transaction
from django.test import Client

from tests.factories import make_user
from tests.portal.permissions.outcomes import outcome
from tests.portal.permissions.routes import all_routes
from tests.portal.permissions.table import TABLES, Key, Table
from tests.portal.permissions.world import World, make_world, path_for

_GROUPS = {"editor": "Editors", "publisher": "Publishers", "administrator": "administrator"}


def _keys(to: Table) -> set[Key]:
    return {(address, method) for address, methods in all_routes().items() for method in methods if to.covers(address)}


def _client(role: str, world: World) -> Client:
    client = Client(raise_request_exception=False)
    if role in _GROUPS:
        client.force_login(make_user(_GROUPS[role], f"{role}@example.org"))
    elif role in world:
        client.force_login(world[role])
    return client


def _ask(keys: Iterable[Key], role: str) -> dict[Key, str]:
    """Return the word for each address and method; nothing is left behind."""
    with transaction.atomic():
        world = make_world()
        client = _client(role, world)
        answers = {(address, method): outcome(client, method, path_for(world, address)) for address, method in keys}
        transaction.set_rollback(True)
    return answers


def _propose(to: Table) -> None:
    rows = {key: words for key, words in to.read().items() if key in _keys(to)}
    missing = _keys(to) - set(rows)
    answers = [_ask(missing, role) for role in to.roles]
    to.write(rows | {key: tuple(answer[key] for answer in answers) for key in missing})


@pytest.mark.django_db
@pytest.mark.parametrize("name", TABLES)
def test_every_address_has_its_rows_and_every_row_an_address(name):
    to = TABLES[name]
    if os.environ.get("PROPOSE"):
        _propose(to)
    rows = to.read()
    assert sorted(_keys(to) - set(rows)) == [], "no row yet: see the head of matrix.tsv"
    assert sorted(set(rows) - _keys(to)) == [], "no such address any more: take the row out"


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "role"), [(name, role) for name, to in TABLES.items() for role in to.roles])
def test_each_address_answers_the_role_as_the_table_says(name, role):
    to = TABLES[name]
    expected = {key: words[to.roles.index(role)] for key, words in to.read().items()}
    answered = _ask(expected, role)
    assert {key: word for key, word in answered.items() if word != expected[key]} == {}


def test_no_address_ever_fails():
    assert {word for to in TABLES.values() for words in to.read().values() for word in words} <= {
        *("ok", "sign-in", "refused", "missing", "not-allowed", "bad"),
    }

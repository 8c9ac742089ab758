"""Counts the changes of the bank, so that every process knows when what it remembers is out of date."""

from __future__ import annotations

from django.db import connection

from toolkit.models import BankState

_BEGIN = """
    UPDATE toolkit_bankstate SET generation = nextval('toolkit_bank_generation') WHERE id = 1 RETURNING generation
"""


def next_generation() -> int:
    """Begin a generation and return its number; others who begin one wait until this transaction is over."""
    with connection.cursor() as cursor:
        for _attempt in range(2):
            cursor.execute(_BEGIN)
            if row := cursor.fetchone():
                break
            BankState.objects.get_or_create(pk=1)
    return int(row[0])


def wait_for_others() -> None:
    """Have nobody else change the bank until this transaction is over."""
    BankState.objects.get_or_create(pk=1)
    BankState.objects.select_for_update().get(pk=1)

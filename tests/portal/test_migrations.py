"""Migrations go both ways, and leave a whole portal behind."""

from __future__ import annotations

import os

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cases.models import CaseIndexPage, Concept, ConceptText, County, Municipality
from tests.databases import cloned_database
from toolkit.models import Questionnaire


@pytest.mark.django_db
def test_a_migrated_database_is_whole():
    assert Municipality.objects.filter(country="NO").count() == 357
    assert Municipality.objects.filter(country="DK").count() == 98
    assert County.objects.count() == 15
    assert ConceptText.objects.count() == 3 * Concept.objects.count()
    assert Questionnaire.objects.in_use().get().statements.count() == 33
    assert sorted(CaseIndexPage.objects.live().values_list("locale__language_code", flat=True)) == ["en", "nb", "nn"]


@pytest.mark.django_db
def test_no_model_is_ahead_of_its_migrations():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_our_migrations_can_be_taken_back_and_applied_again(django_db_setup, django_db_blocker):
    """Runs on a clone of its own: what it tears down, no other test sees.

    It is not marked as transactional: that mark empties the database of all tests afterwards.
    """
    with django_db_blocker.unblock(), cloned_database(f"test_portal_both_ways_{os.getpid()}"):
        for label in ("home", "cases"):
            MigrationExecutor(connection).migrate([(label, None)])
            assert not set(apps.get_app_config(label).get_models()) & _models_with_tables()
        MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
        assert Municipality.objects.count() == 357 + 98
        assert CaseIndexPage.objects.live().count() == 3


def _models_with_tables():
    tables = set(connection.introspection.table_names())
    return {model for model in apps.get_models() if model._meta.db_table in tables}

"""/healthz is the process; /readyz is all that it needs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from portal.accounts.models import WorkerHeartbeat

pytestmark = pytest.mark.django_db


def test_healthz_answers_without_asking_anything(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert answer.status_code == 200


def test_readyz_is_ready_while_a_worker_beats(client):
    WorkerHeartbeat.beat("one")
    answer = client.get("/readyz")
    assert answer.status_code == 200, answer.content
    assert set(answer.json().values()) == {"OK"}


def test_readyz_names_what_is_missing_when_no_worker_has_ever_run(client):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["WorkerAlive()"] == "Unavailable: No task worker is running"


def test_readyz_notices_a_worker_that_has_fallen_silent(client, settings):
    settings.WORKER_SILENCE_LIMIT = 30
    WorkerHeartbeat.objects.create(worker="gone", seen_at=timezone.now() - timedelta(seconds=31))
    assert client.get("/readyz").status_code == 503
    WorkerHeartbeat.beat("new")
    assert client.get("/readyz").status_code == 200


def test_readyz_notices_a_migration_that_is_not_applied(client):
    WorkerHeartbeat.beat("one")
    newest = MigrationLoader(connection).graph.leaf_nodes("home")[0]
    MigrationRecorder.Migration.objects.filter(app="home", name=newest[1]).delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "1 migrations are not applied" in answer.json()["MigrationsApplied()"]


def test_old_heartbeats_are_forgotten():
    WorkerHeartbeat.objects.create(worker="old", seen_at=timezone.now() - timedelta(days=2))
    WorkerHeartbeat.beat("new")
    assert list(WorkerHeartbeat.objects.values_list("worker", flat=True)) == ["new"]

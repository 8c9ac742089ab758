"""Keeps the database's triggers in step with what the apps declare, at each `migrate`."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.models.signals import post_migrate

from portal.page_cache import foreign, triggers


def connect(app: AppConfig) -> None:
    """Listen; called when the app is ready that holds the tables of the cache."""
    foreign.declare()
    post_migrate.connect(_install, sender=app, dispatch_uid="page_cache.install")


def _install(using: str, **kwargs: Any) -> None:
    with transaction.atomic(using=using):
        triggers.install(connections[using])

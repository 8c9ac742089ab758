"""The task worker of django-tasks-db, which in addition tells /readyz that it is alive, and does what is due."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.db import close_old_connections
from django.db.utils import Error
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from django_tasks_db.management.commands.db_worker import Command as WorkerCommand

from portal import recurring
from portal.accounts.models import WorkerHeartbeat

_log = structlog.get_logger(__name__)
_SECONDS_BETWEEN_BEATS = 10
_SECONDS_BETWEEN_RUNS = 60


class Command(WorkerCommand):
    """See the package; this adds the heartbeat and the recurring work."""

    def handle(self, *, worker_id: str, reload: bool, **options: Any) -> None:
        """Run until told to stop, with a heartbeat and the recurring work beside the tasks."""
        if not reload or os.environ.get(DJANGO_AUTORELOAD_ENV) == "true":
            self._repeat(lambda: WorkerHeartbeat.beat(worker_id), _SECONDS_BETWEEN_BEATS)
            self._repeat(recurring.run_all, _SECONDS_BETWEEN_RUNS)
        super().handle(worker_id=worker_id, reload=reload, **options)

    @staticmethod
    def _repeat(action: Callable[[], Any], seconds: int) -> None:
        """Do something again and again in a thread of its own, so that a long run delays no sign of life."""

        def keep_on() -> None:
            while True:
                close_old_connections()
                try:
                    action()
                except Error:
                    # The database is away for a moment; the silence shows in /readyz, and the next round ends it.
                    _log.warning("the database did not answer the worker")
                    close_old_connections()
                time.sleep(seconds)

        threading.Thread(target=keep_on, daemon=True).start()

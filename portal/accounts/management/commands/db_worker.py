"""The task worker of django-tasks-db, which in addition tells /readyz that it is alive."""

from __future__ import annotations

import os
import threading
import time
from typing import Any

from django.db import close_old_connections
from django.db.utils import Error
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from django_tasks_db.management.commands.db_worker import Command as WorkerCommand

from portal.accounts.models import WorkerHeartbeat

_SECONDS_BETWEEN_BEATS = 10


class Command(WorkerCommand):
    """See the package; this adds the heartbeat."""

    def handle(self, *, worker_id: str, reload: bool, **options: Any) -> None:
        """Run until told to stop, with a heartbeat beside the work."""
        if not reload or os.environ.get(DJANGO_AUTORELOAD_ENV) == "true":
            threading.Thread(target=self._keep_beating, args=[worker_id], daemon=True).start()
        super().handle(worker_id=worker_id, reload=reload, **options)

    @staticmethod
    def _keep_beating(worker_id: str) -> None:
        while True:
            close_old_connections()
            try:
                WorkerHeartbeat.beat(worker_id)
            except Error:
                # The database is away for a moment; the silence shows in /readyz, and the next beat ends it.
                close_old_connections()
            time.sleep(_SECONDS_BETWEEN_BEATS)

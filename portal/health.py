"""Signs of life for whoever watches the portal: /healthz is the process, /readyz all that it needs."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable
from health_check.views import HealthCheckView

from portal.accounts.models import WorkerHeartbeat


@dataclasses.dataclass
class MigrationsApplied(HealthCheck):
    """Fails while the database lacks a migration that the code has."""

    async def run(self) -> None:
        """Raise ServiceUnavailable naming how many migrations are missing."""
        missing = await sync_to_async(self._missing)()
        if missing:
            raise ServiceUnavailable(f"{missing} migrations are not applied")

    @staticmethod
    def _missing() -> int:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@dataclasses.dataclass
class WorkerAlive(HealthCheck):
    """Fails when no task worker has given a sign of life lately."""

    async def run(self) -> None:
        """Raise ServiceUnavailable when the silence is longer than WORKER_SILENCE_LIMIT seconds."""
        age = await sync_to_async(WorkerHeartbeat.silence)()
        if age is None:
            raise ServiceUnavailable("No task worker is running")
        if age > timedelta(seconds=settings.WORKER_SILENCE_LIMIT):
            raise ServiceUnavailable(f"The task worker has been silent for {age.total_seconds():.0f} seconds")


class _StatusOnly(HealthCheckView):
    """Answers in JSON; a failed check is 503, so that a balancer sends people elsewhere."""

    def render_to_response_json(self, status):  # type: ignore[no-untyped-def]
        response = super().render_to_response_json(503 if status == 500 else status)
        response.headers["Content-Type"] = "application/json"
        return response

    async def get(self, request, *args, **kwargs):  # type: ignore[no-untyped-def]
        request.GET = request.GET.copy()
        request.GET["format"] = "json"
        return await super().get(request, *args, **kwargs)


class ProcessView(_StatusOnly):
    """/healthz: the process answers. Nothing else is asked, so that it is not restarted for another's fault."""

    checks = ()


class ReadyView(_StatusOnly):
    """/readyz: database reachable, migrations applied, task worker alive."""

    checks = ("health_check.checks.Database", MigrationsApplied, WorkerAlive)

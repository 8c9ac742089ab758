"""What the open API answers is what its own description says, whatever is asked within it or against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, connections
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished

from tests.factories import make_case
from tests.toolkit.impact.bank.publishing import case_with, published

pytestmark = pytest.mark.django_db
# The same questions each time, so that a failure comes again.
_CONFIG = {
    "seed": 20261124,
    "workers": 1,
    "continue-on-failure": True,
    "generation": {"deterministic": True, "max-examples": 15},
    "cache": {"enabled": False},
}


@pytest.fixture
def application() -> Iterator[Callable[..., Any]]:
    """The portal as a program that other threads may ask, within the test's transaction."""
    portal, ours = get_wsgi_application(), connection._connections[connection._alias]

    def ask(*args: Any) -> Any:
        connections["default"] = ours
        return portal(*args)

    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    ours.inc_thread_sharing()
    yield ask
    ours.dec_thread_sharing()
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def description(application, settings, monkeypatch) -> Any:
    """The API's description, of a library where a case has another like it and a translation."""
    settings.API_REQUESTS_A_MINUTE = 0
    monkeypatch.setattr("portal.rate_limits.Used.is_over", False)
    facts = {"themes": ["housing"], "values": ["openness"], "municipalities": ["3909"], "started": "2019"}
    case = case_with(published(), title="Gapahuken", **facts)
    make_case("en", title="The shelter", translation_key=case.translation_key, **facts)
    make_case(title="Skogsstua", themes=["housing"])
    schema = schemathesis.openapi.from_wsgi("/api/schema/", application, config=SchemathesisConfig.from_dict(_CONFIG))
    # Each would be asked for by itself, in three operations.
    schema.raw_schema["components"]["schemas"]["MunicipalityCode"]["enum"] = ["0301", "3909", "DK-0316"]
    return schema


def test_every_operation_answers_as_described(description):
    answered: Counter[tuple[str, int]] = Counter()
    wrong: list[Any] = []
    for event in from_schema(description).execute():
        if isinstance(event, FatalError | NonFatalError):
            wrong.append(event)
        if isinstance(event, ScenarioFinished):
            cases, asked = event.recorder.cases, event.recorder.interactions
            for name, found in asked.items():
                answered[cases[name].value.operation.label, found.response.status_code] += 1
            checks = [check for checks in event.recorder.checks.values() for check in checks]
            wrong += [
                (check.failure_info.code_sample, check.failure_info.failure) for check in checks if check.failure_info
            ]
    assert wrong == []
    operations = {f"GET {path}" for path in description.raw_schema["paths"]}
    assert {operation for operation, status in answered if status == 200} == operations
    assert answered.total() > 500
    assert {status for _operation, status in answered} <= {200, 204, 400, 404, 405}

"""Structured logs: one line an event, as text in development and as JSON in production, without personal data."""

from __future__ import annotations

from typing import Any

import structlog

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
]


def logging_settings(level: str, *, as_json: bool) -> dict[str, Any]:
    """Configure structlog and return Django's LOGGING for a level such as WARNING."""
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    line = {"()": structlog.stdlib.ProcessorFormatter, "processor": renderer, "foreign_pre_chain": _SHARED}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line"},
            "held": {"class": "logging.StreamHandler", "formatter": "line", "level": level.upper()},
        },
        "root": {"handlers": ["console"], "level": level.upper()},
        # Django and the worker set their own loggers to INFO, whatever is asked for; these hold them to the level.
        "loggers": {name: _held_to(level) for name in ("django", "django_tasks", "django_tasks_db")},
    }


def _held_to(level: str) -> dict[str, Any]:
    return {"handlers": ["held"], "level": level.upper(), "propagate": False}

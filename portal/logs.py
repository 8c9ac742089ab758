"""Structured logs: one line an event, as text in development and as JSON in production, there without personal data."""

from __future__ import annotations

import logging
from typing import Any

import structlog

from portal.discretion import error_without_words, message_as_written, with_name, without_people

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
]


def line_formatter(*, as_json: bool) -> logging.Formatter:
    """Return what makes a line of an event; JSON is for the log that is kept, and tells of nobody."""
    if not as_json:
        return structlog.stdlib.ProcessorFormatter(processor=structlog.dev.ConsoleRenderer(), foreign_pre_chain=_SHARED)
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            with_name,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            error_without_words,
            without_people,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        foreign_pre_chain=[message_as_written, *_SHARED],
        use_get_message=False,
        pass_foreign_args=True,
    )


def logging_settings(level: str, *, as_json: bool, requests: bool = False) -> dict[str, Any]:
    """Configure structlog and return Django's LOGGING for a level such as WARNING, with a line a request if wanted."""
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": line_formatter, "as_json": as_json}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line"},
            "held": {"class": "logging.StreamHandler", "formatter": "line", "level": level.upper()},
        },
        "root": {"handlers": ["console"], "level": level.upper()},
        "loggers": {
            # Django and the worker set their own loggers to INFO, whatever is asked for; these hold them to the level.
            **{name: _held_to(level) for name in ("django", "django_tasks", "django_tasks_db")},
            **({"django_structlog": {"level": "INFO"}, "django.request": {"level": "CRITICAL"}} if requests else {}),
        },
    }


def _held_to(level: str) -> dict[str, Any]:
    return {"handlers": ["held"], "level": level.upper(), "propagate": False}

"""The database: the one that DATABASE_URL names, else a PostgreSQL of our own that runs while somebody uses it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

EMBEDDED_ENGINE = "portal.database.backend"


def database_settings(environ_url: str | None, data_dir: Path) -> dict[str, Any]:
    """Return Django's DATABASES["default"].

    In: DATABASE_URL or None; the folder for local data, used (and made) only when the embedded server starts.
    Errors: ImproperlyConfigured when the URL is not one of PostgreSQL.
    """
    if not environ_url:
        return {
            "ENGINE": EMBEDDED_ENGINE,
            "NAME": "portal",
            "USER": "portal",
            "DATA_DIR": str(data_dir),
            "CONN_HEALTH_CHECKS": True,
        }
    return {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, **_parsed(environ_url)}


def limit_statements(seconds: int) -> None:
    """Have the database end what this process asks of it after so many seconds; 0 for no end.

    A visitor has gone long before; without an end, slow questions would pile up until nobody is answered.
    """
    from django.db import connections

    options = connections.settings["default"].setdefault("OPTIONS", {})
    limits = f"-c statement_timeout={seconds}s -c idle_in_transaction_session_timeout={seconds}s"
    options["options"] = f"{options.get('options', '')} {limits}".strip()


def _parsed(url: str) -> dict[str, Any]:
    # Imported here: the keeper of the embedded server imports this package too and needs neither.
    import environ
    from django.core.exceptions import ImproperlyConfigured

    try:
        settings: dict[str, Any] = environ.Env.db_url_config(url)
    except Exception as error:
        # Never the URL itself: it holds a password.
        raise ImproperlyConfigured("DATABASE_URL cannot be read as postgres://user:password@host:port/name.") from error
    if "postgresql" not in settings.get("ENGINE", ""):
        raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database (postgres://…).")
    return settings

"""Databases for tests: a template is migrated once for each state of the migrations, and cloned for each use."""

from __future__ import annotations

import fcntl
import hashlib
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import wagtail
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
# Seconds until those who are to wait for a lock count as lost.
_LOST = 30


def _fingerprint() -> str:
    """Return what the template depends on: the migrations, the reference data they load, and the packages' versions."""
    digest = hashlib.sha256(f"{ROOT} {django.__version__} {wagtail.__version__}".encode())
    sources = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("portal/*/migrations/*.py"), *ROOT.glob("cases/data/**/*")]
    # The triggers of the page cache, and for which tables.
    sources += [*ROOT.glob("portal/page_cache/*.py"), *ROOT.glob("*/apps.py"), *ROOT.glob("*/shown.py")]
    sources += [ROOT / "cases" / name for name in ("reference.py", "codes.py", "models/vocabulary.py", "norwegian.py")]
    sources += [*ROOT.glob("toolkit/assessment/data/*"), ROOT / "toolkit" / "assessment" / "questionnaires.py"]
    for path in sorted(path for path in sources if path.is_file()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    # Kept in the process, by numbers that are another database's own.
    ContentType.objects.clear_cache()


def _administer(*statements: str) -> list[str]:
    """Run statements outside any of our databases; return the names of all databases."""
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SELECT datname FROM pg_database")
        return [row[0] for row in cursor.fetchall()]


@contextmanager
def _only_one(name: str) -> Iterator[None]:
    with (Path(tempfile.gettempdir()) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def template_database() -> str:
    """Return the name of a database with all migrations applied, made unless it is there."""
    name = f"template_portal_{_fingerprint()}"
    with _only_one(name):
        names = _administer()
        if name not in names:
            for stale in (n for n in names if n.startswith("template_portal_")):
                _administer(f'DROP DATABASE IF EXISTS "{stale}"')
            unfinished = f"{name}_unfinished"
            _administer(f'DROP DATABASE IF EXISTS "{unfinished}"', f'CREATE DATABASE "{unfinished}"')
            _use(unfinished)
            call_command("migrate", verbosity=0, interactive=False)
            connection.close()
            _administer(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


@contextmanager
def empty_database(name: str) -> Iterator[str]:
    """Make a database with nothing in it, use it as the default one, and drop it afterwards. Gives its name."""
    before = settings.DATABASES["default"]["NAME"]
    _administer(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"')
    _use(name)
    try:
        yield name
    finally:
        _use(before)
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def cloned_database(name: str) -> Iterator[str]:
    """Make a database from the template, use it as the default one, and drop it afterwards. Gives its name."""
    before = settings.DATABASES["default"]["NAME"]
    template = template_database()
    with _only_one(template):
        _administer(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    _use(name)
    try:
        yield name
    finally:
        _use(before)
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def wait_for_the_lock(count: int) -> None:
    """Return when so many connections wait for a lock."""
    deadline = time.monotonic() + _LOST
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            # Otherwise a transaction is told the same the whole time.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] >= count:
                return
    raise AssertionError("they do not wait for the lock")

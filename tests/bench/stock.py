"""A Wagtail site as `wagtail start` makes it, in a folder and a database of its own: what to measure ours beside."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.databases import empty_database
from tests.production import ROOT, Served, database_url, served

_SETTINGS = """
import environ
from .base import *

DEBUG = False
SECRET_KEY = "only-for-the-bench"
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": {**environ.Env.db_url_config(environ.Env().str("DATABASE_URL")), "CONN_MAX_AGE": 60}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
"""
_HEALTH = """
from django.http import HttpResponse
urlpatterns.insert(0, path("healthz", lambda request: HttpResponse("ok")))
"""


@contextmanager
def stock_site(folder: Path) -> Iterator[Served]:
    """Make the site, migrate its database, and serve it with the same server and as many processes as ours."""
    project = folder / "stock"
    project.mkdir()
    start = "from wagtail.bin.wagtail import main; main()"
    subprocess.run([sys.executable, "-c", start, "start", "stock", str(project)], check=True, capture_output=True)
    (project / "stock" / "settings" / "bench.py").write_text(_SETTINGS)
    with (project / "stock" / "urls.py").open("a") as urls:
        urls.write(_HEALTH)
    with empty_database("bench_stock") as name:
        own = {
            "DATABASE_URL": database_url(name),
            "DJANGO_SETTINGS_MODULE": "stock.settings.bench",
            "PYTHONPATH": f"{project}{os.pathsep}{ROOT}",
        }
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=project, env={**os.environ, **own}, check=True)
        with served(name, folder, application="stock.wsgi", place=project, **own) as server:
            yield server

"""The docs' table of settings is complete, and production starts only when it is safe."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from django.core.management import get_commands
from django_tasks_db.models import DBTaskResult

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnop",
    "DATABASE_URL": "postgres://someone@localhost/nowhere",
    "ALLOWED_HOSTS": "samskaping.example",
}
LIST_SETTINGS = """
import importlib, json
from portal.settings import env
for name in ("dev", "production"):
    importlib.import_module(f"portal.settings.{name}")
import portal.serving
print(json.dumps({s.name: [s.kind, s.default] for s in env.asked_for.values()}))
"""


def _run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", *PRODUCTION}}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**own, **environment}, capture_output=True, text=True, check=False
    )


def test_every_setting_stands_in_the_table_with_its_kind_and_default():
    asked = json.loads(_run(LIST_SETTINGS, **PRODUCTION).stdout)
    rows = re.findall(r"^\| `(\w+)` \| ([\w/]+) \| (.*?) ?\| (.+) \|$", (ROOT / "docs/settings.md").read_text(), re.M)
    documented = {name: [kind, default.strip().strip("`")] for name, kind, default, _text in rows}
    assert documented == asked
    assert [row[0] for row in rows] == sorted(documented)


def test_no_setting_is_read_past_the_one_reader():
    readers = [
        path
        for path in (ROOT / "portal/settings").glob("*.py")
        if path.name != "env.py" and re.search(r"os\.environ|getenv", path.read_text())
    ]
    assert readers == []


def test_production_refuses_to_start_without_a_key_or_a_database():
    for missing in ("SECRET_KEY", "DATABASE_URL"):
        environment = {key: value for key, value in PRODUCTION.items() if key != missing}
        outcome = _run("import django; django.setup()", **environment)
        assert outcome.returncode != 0
        assert missing in outcome.stderr


def test_production_passes_djangos_deployment_check():
    outcome = _run(
        "from django.core.management import execute_from_command_line as run;"
        "run(['manage.py', 'check', '--deploy', '--fail-level', 'WARNING'])",
        **PRODUCTION,
    )
    assert outcome.returncode == 0, outcome.stderr


def test_the_page_on_running_the_portal_names_only_what_there_is():
    page = (ROOT / "docs/drift.md").read_text()
    assert set(re.findall(r"manage\.py ([a-z_]+)", page)) <= set(get_commands())
    settings_page = (ROOT / "docs/settings.md").read_text()
    named = set(re.findall(r"`([A-Z][A-Z_]{5,})(?:=[^`]*)?`", page)) - {"CONCURRENTLY", "ANALYZE"}
    assert [name for name in named if f"| `{name}` |" not in settings_page] == []
    assert [path for path in re.findall(r"`?((?:docs|tests)/[\w/.]+\w)", page) if not (ROOT / path).exists()] == []
    table = re.search(r"FROM (\w+) WHERE status", page)
    assert table is not None
    assert table[1] == DBTaskResult._meta.db_table

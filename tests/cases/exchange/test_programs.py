"""As programs, the commands end with a code that scripts can trust, and write UTF-8 whatever the terminal speaks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.databases import cloned_database
from tests.factories import case_record, write_lines

ROOT = Path(__file__).resolve().parents[3]
Program = Callable[[str], "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def program(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[Program]:
    """Return a function that runs a command on a database of its own, in a shell whose terminal knows ASCII only."""
    with django_db_blocker.unblock(), cloned_database(f"test_portal_programs_{os.getpid()}") as name:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.e2e.settings",
            "E2E_DATABASE": name,
            "E2E_MEDIA": str(tmp_path / "media"),
            "PYTHONIOENCODING": "ascii",
        }

        def run(command: str) -> subprocess.CompletedProcess[bytes]:
            line = f"'{sys.executable}' manage.py {command}"
            return subprocess.run(["/bin/sh", "-c", line], env=environment, cwd=ROOT, capture_output=True, check=False)

        yield run


def test_codes_and_letters(program: Program, tmp_path: Path) -> None:
    bad, good = write_lines(tmp_path, "{", name="bad.jsonl"), write_lines(tmp_path, case_record(), name="good.jsonl")
    refused = program(f"import_cases '{bad}'")
    assert (refused.returncode, b"Traceback" in refused.stderr) == (1, False)
    taken = program(f"import_cases '{good}'")
    assert (taken.returncode, b"Traceback" in taken.stderr) == (0, False)
    shown = program("export_cases")
    assert shown.returncode == 0
    assert "Kjøkkenbordet" in shown.stdout.decode("utf-8")

"""The restore drill: a library with files, backed up, restored elsewhere and compared; and what is refused in words."""

from __future__ import annotations

import io
import json
import os
import signal
import stat
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from psycopg import sql

from portal.accounts.models import Session
from portal.backup import BackupError, archive, programs
from portal.backup.making import make_backup
from portal.backup.restoring import restore_backup
from tests.databases import cloned_database, empty_database
from tests.factories import make_case, make_user
from tests.factories.stories import make_document, make_image
from tests.production import ROOT, database_url, environment

SESSION = "hemmelig-sesjon-som-ingen-skal-kunne-bruke"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


@pytest.fixture(scope="module")
def unblocked(django_db_blocker: Any) -> Iterator[str]:
    """The drill moves between databases of its own; gives the start of their names."""
    with django_db_blocker.unblock():
        yield f"{settings.DATABASES['default']['NAME']}_{os.getpid()}"


@pytest.fixture(scope="module")
def source(unblocked: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any]]]:
    """A backup of a library with pictures, documents and people, and what was in the library."""
    folder = tmp_path_factory.mktemp("source")
    with cloned_database(f"{unblocked}_from"), override_settings(MEDIA_ROOT=folder / "media"):
        make_user(email="kari@example.org")
        make_case(title="Kjøkkenet på hjørnet", slug="kjokkenet")
        make_image().get_rendition("fill-20x20|format-webp")
        make_document("årsrapport ø.txt")
        _sign_in()
        before = contents()
        path, manifest = make_backup(folder=folder)
        assert manifest.missing_files == []
        yield path, before


def _sign_in() -> None:
    Session.objects.create(session_key=SESSION[:40], session_data="x", expire_date=timezone.now())


def contents() -> dict[str, Any]:
    """Return every row of every table, and every file, in use now."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [row[0] for row in cursor.fetchall()]
        rows = {}
        for name in names:
            cursor.execute(sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(name)))
            rows[name] = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
        numbers = dict(cursor.fetchall())
        # By name: PostgreSQL writes a condition in other words once it has read its own.
        cursor.execute("SELECT tablename || indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")
        indexes = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT tgrelid::regclass || tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1")
        triggers = [row[0] for row in cursor.fetchall()]
    root = Path(settings.MEDIA_ROOT)
    files = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {"rows": rows, "numbers": numbers, "indexes": indexes, "triggers": triggers, "files": files}


def test_what_was_backed_up_is_there_again(source, unblocked, tmp_path):
    path, before = source
    assert len(before["files"]) == 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with empty_database(f"{unblocked}_to"), override_settings(MEDIA_ROOT=tmp_path / "media"):
        said = io.StringIO()
        call_command("restore", str(path), stdout=said)
        after = contents()
    sessions = before["rows"].pop("accounts_session")
    assert (len(sessions), after["rows"].pop("accounts_session")) == (1, [])
    assert {name: rows for name, rows in before["rows"].items() if rows != after["rows"][name]} == {}
    assert {kind for kind in before if before[kind] != after[kind]} == set()
    assert said.getvalue().startswith("Restored: ")


def test_a_backup_holds_nobodys_session(source):
    path, _before = source
    reader = str(programs.program_to_restore(18, 18).path)
    with archive.opened(path) as tar:
        dump = archive.read(tar, archive.DATABASE).read()
    listing = subprocess.run([reader, "--data-only", "--file=-"], input=dump, capture_output=True, check=True).stdout
    assert b"kari@example.org" in listing
    assert SESSION[:40].encode() not in listing


def test_a_file_that_is_gone_is_named_and_a_folder_that_is_missing_refused(unblocked, tmp_path):
    with cloned_database(f"{unblocked}_gone"), override_settings(MEDIA_ROOT=tmp_path / "media"):
        document = make_document()
        default_storage.delete(document.file.name)
        _path, manifest = make_backup(folder=tmp_path)
        assert manifest.missing_files == [document.file.name]
        with pytest.raises(CommandError, match="There is no folder"):
            call_command("backup", str(tmp_path / "nowhere"))
    assert [one.name for one in tmp_path.iterdir() if "unfinished" in one.name] == []


def _rewritten(path: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    with tarfile.open(path) as old, tarfile.open(target, "w") as new:
        for member in old:
            content = change(member.name, old.extractfile(member).read())
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return target


def _cut_off(path: Path, target: Path) -> Path:
    target.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    return target


def _flipped(name: str) -> Callable[[Path, Path], Path]:
    def flip(path: Path, target: Path) -> Path:
        return _rewritten(path, target, lambda at, old: bytes([old[0] ^ 1]) + old[1:] if at.startswith(name) else old)

    return flip


def _manifested(**other: Any) -> Callable[[Path, Path], Path]:
    def write(path: Path, target: Path) -> Path:
        def change(name: str, old: bytes) -> bytes:
            return json.dumps({**json.loads(old), **other}).encode() if name == "manifest.json" else old

        return _rewritten(path, target, change)

    return write


def _garbage(path: Path, target: Path) -> Path:
    target.write_bytes(b"no archive " * 1000)
    return target


def _leading_out(path: Path, target: Path) -> Path:
    with tarfile.open(target, "w") as new:
        new.addfile(tarfile.TarInfo("media/../../outside"))
    return target


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_cut_off, "cut off"),
        (_garbage, "no whole backup"),
        (_leading_out, "no backup holds"),
        (_flipped("media/"), "is not what was written"),
        (_flipped("database.dump"), "is not what was written"),
        (_manifested(format="samskaping-backup/9"), "samskaping-backup/9"),
        (_manifested(migrations=[["cases", "9999_from_the_future"]]), "cases.9999_from_the_future"),
        (_manifested(versions={"wagtail": "99.1"}), "wagtail 99.1"),
        (_manifested(server_major=99), "this server is"),
        (_manifested(program_major=99), "No pg_restore was found"),
    ],
)
def test_a_backup_that_cannot_be_used_is_refused_before_anything_is_touched(source, unblocked, tmp_path, spoil, words):
    spoilt = spoil(source[0], tmp_path / "spoilt.tar")
    with empty_database(f"{unblocked}_to"), override_settings(MEDIA_ROOT=tmp_path / "media"):
        with pytest.raises(BackupError, match=words):
            restore_backup(path=spoilt)
        after = contents()
    assert (after["rows"], after["files"]) == ({}, {})


def test_nothing_is_restored_over_what_is_there(source, unblocked, tmp_path):
    with cloned_database(f"{unblocked}_to"), override_settings(MEDIA_ROOT=tmp_path / "media"):
        before = contents()
        with pytest.raises(CommandError, match="database is not empty"):
            call_command("restore", str(source[0]))
        assert contents() == before
    other = tmp_path / "media" / "documents" / "other.txt"
    other.parent.mkdir(parents=True)
    other.write_text("somebody's")
    with empty_database(f"{unblocked}_to"), override_settings(MEDIA_ROOT=tmp_path / "media"):
        with pytest.raises(BackupError, match=r"documents/other\.txt"):
            restore_backup(path=source[0])
        after = contents()
    assert (after["rows"], after["files"]) == ({}, {"documents/other.txt": b"somebody's"})


STALL = """
CREATE FUNCTION stall() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT FROM pg_event_trigger_ddl_commands() WHERE object_identity = 'public.wagtailcore_page')
  THEN PERFORM pg_sleep(600); END IF;
END $$;
CREATE EVENT TRIGGER stall ON ddl_command_end EXECUTE FUNCTION stall();
"""


def _sessions(asleep: bool) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND application_name = 'pg_restore' AND (wait_event = 'PgSleep' OR NOT %s)",
            [asleep],
        )
        return cursor.fetchone()[0]


def _wait_for(asleep: bool, sessions: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while _sessions(asleep) != sessions:
        assert time.monotonic() < deadline
        assert sessions == 0 or process.poll() is None
        time.sleep(0.05)


def test_a_restore_that_is_killed_halfway_leaves_an_empty_database_and_can_be_begun_again(source, unblocked, tmp_path):
    path, before = source
    with empty_database(f"{unblocked}_to") as name, override_settings(MEDIA_ROOT=tmp_path / "media"):
        with connection.cursor() as cursor:
            cursor.execute(STALL)
        process = subprocess.Popen(
            [sys.executable, "manage.py", "restore", str(path)],
            cwd=ROOT,
            env=environment(DATABASE_URL=database_url(name), MEDIA_ROOT=str(tmp_path / "media")),
        )
        _wait_for(True, 1, process)
        process.send_signal(signal.SIGKILL)
        process.wait()
        _wait_for(False, 0, process)
        assert contents()["rows"] == {}
        (tmp_path / "media" / f"{next(iter(before['files']))}.unfinished").write_text("half a fi")
        with connection.cursor() as cursor:
            cursor.execute("DROP EVENT TRIGGER stall; DROP FUNCTION stall()")
        restore_backup(path=path)
        assert contents()["files"] == before["files"]
        assert contents()["rows"]["wagtailcore_page"] == before["rows"]["wagtailcore_page"]


def test_a_backup_can_be_checked_without_restoring(source, tmp_path):
    said = io.StringIO()
    call_command("restore", "--check", str(source[0]), stdout=said)
    assert said.getvalue().startswith("Whole: ")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("restore", "--check", str(tmp_path / "nowhere.tar"))
    assert archive.checked(source[0]).with_media


@pytest.mark.parametrize("command", [["backup", "."], ["restore", "FILE"]])
def test_a_database_that_does_not_answer_is_told_in_a_line(source, tmp_path, command):
    own = environment(DATABASE_URL="postgresql://nobody@/nothing?host=/nowhere", MEDIA_ROOT=str(tmp_path / "media"))
    words = [str(source[0]) if word == "FILE" else str(tmp_path) if word == "." else word for word in command]
    done = subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=own, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: ")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

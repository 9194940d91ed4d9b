"""What was backed up comes back, whole or not at all."""

import json
import stat
import zipfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from config import backups
from config.backups import inventory, making, server
from config.backups.server import Database
from exams.models import Blueprint
from questions.models import Revision
from tests import factories
from tests.config.backups.conftest import execute


def contents(database: Database) -> inventory.Inventory:
    with database.connect() as connection, connection.transaction():
        return inventory.take(connection)


def test_every_row_of_the_installation_comes_back(committed: Blueprint, tmp_path: Path) -> None:
    factories.person(display_name="Zoë")
    said = StringIO()

    call_command("backup", tmp_path, "--try-out", stdout=said)

    [path] = tmp_path.iterdir()
    with zipfile.ZipFile(path) as archive:
        tables = json.loads(archive.read("manifest.json"))["tables"]
    assert tables["people_user"]["rows"] == 1
    assert tables["questions_revision"]["rows"] == Revision.objects.count() > 0
    assert "every table has the same rows" in said.getvalue()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_comes_back_into_an_empty_database(source: Database, empty: Database, tmp_path: Path) -> None:
    path, _ = backups.make(tmp_path / "one", source)

    backups.restore(path, empty)

    assert contents(empty) == contents(source)
    assert [table["rows"] for table in contents(empty).values()] == [2, 1, 2]
    with empty.connect() as connection:
        assert connection.execute("INSERT INTO parent (name) VALUES ('next') RETURNING id").fetchone() == (3,)


def test_a_backup_is_of_one_moment(source: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dump = making._dump

    def late_dump(*arguments: Any) -> None:
        execute(source, "INSERT INTO parent (name) VALUES ('came while it was made')")
        dump(*arguments)

    monkeypatch.setattr(making, "_dump", late_dump)
    path, manifest = backups.make(tmp_path / "one", source)

    assert manifest["tables"]["parent"]["rows"] == 2
    backups.try_out(path, source)


def test_what_is_there_is_kept_unless_it_shall_be_replaced(source: Database, tmp_path: Path) -> None:
    path, _ = backups.make(tmp_path / "one", source)
    backed_up = contents(source)
    execute(source, "UPDATE parent SET share = 1; CREATE TABLE newer (id integer)")
    now = contents(source)

    with pytest.raises(backups.CannotRestore, match="not empty: it has 4 tables"):
        backups.restore(path, source)
    assert contents(source) == now

    backups.restore(path, source, replacing=True)
    assert contents(source) == backed_up
    # What was put back can be backed up, and put back, again.
    again, _ = backups.make(tmp_path / "two", source)
    backups.restore(again, source, replacing=True)
    assert contents(source) == backed_up


def test_a_database_in_use_is_left_alone(source: Database, tmp_path: Path) -> None:
    path, _ = backups.make(tmp_path / "one", source)

    with source.connect(), pytest.raises(backups.CannotRestore, match="in use by 1 other"):
        backups.restore(path, source, replacing=True)


def with_manifest(path: Path, **changes: Any) -> Path:
    """Another backup with the same dump, and something else in its manifest."""
    other = path.with_name("other")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(other, "w") as changed:
        manifest = json.loads(archive.read("manifest.json"))
        changed.writestr("database.dump", archive.read("database.dump"))
        changed.writestr("manifest.json", json.dumps(manifest | changes))
    return other


def test_where_other_rows_came_than_were_backed_up_all_is_as_before(source: Database, tmp_path: Path) -> None:
    path, manifest = backups.make(tmp_path / "one", source)
    expected = manifest["tables"] | {
        "parent": {"rows": 2, "checksum": "1"},
        "Odd name": {"rows": 3, "checksum": "1"},
        "gone": {"rows": 0, "checksum": "0"},
    }
    execute(source, "CREATE TABLE newer (id integer)")
    now = contents(source)

    with pytest.raises(backups.CannotRestore) as refusal:
        backups.restore(with_manifest(path, tables=expected), source, replacing=True)

    assert str(refusal.value).splitlines()[1:] == [
        "Odd name has 2 rows instead of 3.",
        "gone is missing.",
        "parent has as many rows as it should, but with other contents.",
    ]
    assert contents(source) == now


def test_a_restore_that_was_killed_is_undone_by_the_next(source: Database, tmp_path: Path) -> None:
    path, _ = backups.make(tmp_path / "one", source)
    now = contents(source)
    execute(source, "ALTER SCHEMA public RENAME TO set_aside; CREATE SCHEMA public; CREATE TABLE half (id integer)")

    with pytest.raises(backups.CannotRestore, match="not empty: it has 3 tables"):
        backups.restore(path, source)

    assert contents(source) == now


def test_a_backup_of_a_newer_version_is_refused(source: Database, tmp_path: Path) -> None:
    path, _ = backups.make(tmp_path / "one", source)
    newer = with_manifest(path, migrations=[["people", "0001_initial"], ["people", "9999_later"]])

    with pytest.raises(backups.CannotRestore, match=r"newer version of Rehearsal, which has people\.9999_later"):
        backups.restore(newer, source)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda content: content[: len(content) // 2], "cut short or damaged"),
        (lambda content: b"", "cut short or damaged"),
        (lambda content: content.replace(b"PGDMP", b"PGDMQ", 1), "cut short or damaged"),
    ],
)
def test_a_damaged_file_is_refused_before_anything_is_touched(
    damage: Any, words: str, source: Database, tmp_path: Path
) -> None:
    path, _ = backups.make(tmp_path / "one", source)
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(backups.CannotRestore, match=words):
        backups.restore(path, source, replacing=True)


def test_another_dump_than_the_manifest_names_is_refused(source: Database, tmp_path: Path) -> None:
    path, _ = backups.make(tmp_path / "one", source)

    with pytest.raises(backups.CannotRestore, match="its dump is not the one"):
        backups.restore(with_manifest(path, sha256="0" * 64), source, replacing=True)


def test_a_backup_never_takes_the_place_of_another(source: Database, tmp_path: Path) -> None:
    path, _ = backups.make(tmp_path / "one", source)

    with pytest.raises(backups.CannotBackUp, match="is there already"):
        backups.make(path, source)


def test_where_a_backup_fails_there_is_no_file(source: Database, tmp_path: Path) -> None:
    execute(source, "DROP TABLE django_migrations")

    with pytest.raises(backups.CannotBackUp, match="django_migrations"):
        backups.make(tmp_path / "one", source)
    assert list(tmp_path.iterdir()) == []


def test_commands_say_no_in_words(django_db_setup: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Cannot write"):
        call_command("backup", tmp_path / "no" / "such" / "folder")
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("restore", tmp_path / "nothing")
    with pytest.raises(CommandError, match="cut short or damaged"):
        call_command("restore", Path(__file__), "--replace")


def test_the_password_stands_in_no_command_line(source: Database) -> None:
    assert source.password
    assert source.password not in source.address
    assert server.configured().environment["PGPASSWORD"] == source.password

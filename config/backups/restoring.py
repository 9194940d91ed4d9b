"""Bringing a backup back, and checking that all of it came."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from config.watch import versions

from . import inventory, programs
from .archive import Backup
from .errors import CannotRestore, NoProgram
from .server import Database

OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
IS_HALF_DONE = "SELECT 1 FROM pg_namespace WHERE nspname = 'set_aside'"
SET_ASIDE = "ALTER SCHEMA public RENAME TO set_aside; CREATE SCHEMA public"
TAKE_BACK = "DROP SCHEMA public CASCADE; ALTER SCHEMA set_aside RENAME TO public"
FORGET = "DROP SCHEMA set_aside CASCADE"


def restore(source: Path, database: Database, *, replacing: bool = False) -> dict[str, Any]:
    """Bring a backup back into an empty database, or in the place of what is there; return its manifest.

    Raises CannotRestore, and then the database is as it was. What came is compared with the manifest before what was
    there is let go.
    """
    with _in_words():
        backup = _known(source)
        with database.connect() as connection, _room(connection, replacing=replacing):
            _bring(backup, database)
            _compare(backup, database)
            connection.execute("ANALYZE")
    return backup.manifest


def try_out(source: Path, database: Database) -> dict[str, Any]:
    """Bring a backup into an empty database beside this one, compare, and remove it again; return its manifest."""
    with _in_words():
        backup = _known(source)
        with database.empty_one_beside("tried") as other:
            _bring(backup, other)
            _compare(backup, other)
    return backup.manifest


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except NoProgram as error:
        raise CannotRestore(str(error)) from error
    except psycopg.Error as error:
        raise CannotRestore(f"PostgreSQL refuses: {error}") from error


def _known(source: Path) -> Backup:
    backup = Backup(source)
    applied = {(app, name) for app, name in backup.manifest["migrations"]}
    if unknown := versions.migrations_unknown(applied):
        raise CannotRestore(f"{source} comes from a newer version of Rehearsal, which has {', '.join(unknown)}.")
    return backup


@contextmanager
def _room(connection: psycopg.Connection[Any], *, replacing: bool) -> Iterator[None]:
    """Make room for what comes; where it does not come, everything is as before."""
    (others,) = connection.execute(OTHERS).fetchone() or (0,)
    if others:
        raise CannotRestore(f"The database is in use by {others} other connections. Stop web, worker and beat first.")
    if connection.execute(IS_HALF_DONE).fetchone():
        # A restore was killed before it had compared.
        connection.execute(TAKE_BACK)
    if (tables := len(connection.execute(inventory.TABLES).fetchall())) and not replacing:
        raise CannotRestore(f"The database is not empty: it has {tables} tables. --replace takes their place.")
    connection.execute(SET_ASIDE)
    try:
        yield
    except BaseException:
        connection.execute(TAKE_BACK)
        raise
    connection.execute(FORGET)


def _bring(backup: Backup, database: Database) -> None:
    whole = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    command = [programs.fitting("pg_restore", database), *whole, f"--dbname={database.address}"]
    with backup.dump() as dump, tempfile.TemporaryFile() as complaints:
        # Where pg_restore goes away, it has said why.
        with (
            suppress(BrokenPipeError),
            subprocess.Popen(  # noqa: S603  (no shell)
                command, stdin=subprocess.PIPE, stderr=complaints, env=database.environment
            ) as running,
        ):
            assert running.stdin  # noqa: S101  (it is a pipe)
            shutil.copyfileobj(dump, running.stdin)
        if running.returncode:
            complaints.seek(0)
            raise CannotRestore(f"pg_restore failed:\n{complaints.read().decode(errors='replace').strip()}")


def _compare(backup: Backup, database: Database) -> None:
    with database.connect() as connection, connection.transaction():
        found = inventory.take(connection)
    if different := list(inventory.differences(backup.manifest["tables"], found)):
        raise CannotRestore("What came is not what was backed up:\n" + "\n".join(different))

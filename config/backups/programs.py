"""pg_dump and pg_restore, of a version that the server gets on with."""

import re
import shutil
import subprocess
from collections.abc import Iterator

from config.embedded import CannotStart, place, postgres

from .errors import NoProgram
from .server import Database


def fitting(name: str, database: Database) -> str:
    """Return a program's path; raise NoProgram where there is none, or only older ones than the server.

    A newer program reads an older server, but an older one refuses a newer server.
    """
    with database.connect() as connection:
        server = connection.info.server_version // 10_000
    found = {path: _major(path) for path in _candidates(name, database)}
    for path, major in found.items():
        if major >= server:
            return path
    if not found:
        raise NoProgram(f"{name} is not there. Install PostgreSQL's client programs, version {server} or newer.")
    versions = " and ".join(f"{path} is of version {major}" for path, major in found.items())
    raise NoProgram(
        f"PostgreSQL is of version {server}, but {versions}. Install its client programs, version {server} or newer, "
        f"and put them first on PATH."
    )


def _candidates(name: str, database: Database) -> Iterator[str]:
    """The wheel's program for the embedded server; else what the deployer installed, before the wheel's."""
    is_embedded = database.facts.get("host") == str(place.here().sockets)
    if not is_embedded and (installed := shutil.which(name)):
        yield installed
    try:
        yield str(postgres.binaries() / name)
    except CannotStart:
        # The wheel may be left out where PostgreSQL is installed.
        return


def _major(path: str) -> int:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    number = re.search(r"\) (\d+)", told)
    return int(number[1]) if number else 0

"""Processes that join the embedded servers of a data folder, and a look at who runs on it."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from config.embedded import place
from config.embedded.account import Account
from config.embedded.place import CHECKOUT, Place
from config.embedded.process import Process
from tests.patience import PATIENCE_SECONDS

PROGRAM = """
import os, sys
from config import embedded
try:
    embedded.join()
except embedded.CannotStart as error:
    sys.exit(str(error))
print(os.environ["DATABASE_URL"], os.environ["REDIS_URL"], flush=True)
for line in sys.stdin:
    embedded.join()
    print("joined again", flush=True)
"""


class Joiner:
    """A process that joins, and stays until it is told to leave."""

    def __init__(self, data: Path, **environment: str) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=CHECKOUT,
            env=bare_environment(REHEARSAL_DATA=str(data), **environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def joins(self) -> "Joiner":
        """Wait until the servers are ready."""
        answer = self._child.stdout.readline()
        assert answer, self._child.communicate()[1]
        self.database_url, self.redis_url = answer.split()
        return self

    def joins_again(self) -> None:
        self._child.stdin.write("\n")
        self._child.stdin.flush()
        assert self._child.stdout.readline() == "joined again\n"

    def leaves(self) -> str:
        """Let the process end by itself, and return what it said to the terminal."""
        return self._child.communicate(timeout=PATIENCE_SECONDS)[1]

    def is_killed(self) -> None:
        self._child.kill()
        self._child.communicate()

    def hears(self, words: str) -> None:
        """Wait until something was said to the terminal."""
        assert any(words in line for line in self._child.stderr)

    def asks(self, sql: str) -> object:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchone()[0] if cursor.description else None


def bare_environment(**more: str) -> dict[str, str]:
    """An environment in which nothing points to servers."""
    return {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ} | more


def account() -> Account:
    """Return the account of the servers."""
    return place.here().account


def sockets_of(data: Path) -> Path:
    """Return the folder of a data folder's sockets."""
    return Place(data, account()).sockets


def who_runs_on(data: Path) -> dict[str, Process]:
    """Return keeper, postgres and valkey where they run, and the children of postgres as "backends"."""
    sockets = str(sockets_of(data))
    rows = _all_processes()
    servers = {pid: args for pid, _, args in rows if f"{data}/postgres" in args or sockets in args}
    roles = {pid: "postgres" if "-D" in args else "valkey" for pid, args in servers.items()}
    # A child bears its parent's command line until it runs its own program.
    keepers = {pid: parent for pid, parent, args in rows if f"-m embedded {data}" in args}
    roles |= {pid: "keeper" for pid, parent in keepers.items() if parent not in keepers}
    roles |= {pid: "backends" for pid, parent, _ in rows if parent in servers}
    return {role: Process.of(pid) for pid, role in roles.items()}


def family(pid: int) -> dict[Process, str]:
    """Return a process, its children, their children and so on, with their command lines."""
    rows = _all_processes()
    found = {pid}
    while younger := {child for child, parent, _ in rows if parent in found} - found:
        found |= younger
    return {Process.of(pid): args for pid, _, args in rows if pid in found}


def _all_processes() -> list[tuple[int, int, str]]:
    listing = subprocess.run(["ps", "-axww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
    rows = [row.split(maxsplit=2) for row in listing.stdout.splitlines()]
    return [(int(pid), int(parent), args) for pid, parent, args in rows]

"""The whole of Rehearsal for a chaos run: its own servers, two web processes, a worker, beat, and people to log in."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from config.embedded.process import command_line
from tests import one_paper
from tests.chaos.candidates import PASSWORD
from tests.chaos.servers import Servers, children
from tests.patience import eventually
from tests.stack import Stack, environment, free_port

PEOPLE = 400
# All of them have one password, so one hash is enough.
ADMIT = f"""
from django.contrib.auth.hashers import make_password
from people.models import User
hashed = make_password({PASSWORD!r})
User.objects.bulk_create(User(email=f"{{n}}@chaos.example.org", password=hashed) for n in range({PEOPLE}))
"""


@dataclass
class Site:
    """What a fault is done to."""

    servers: Servers
    stack: Stack
    admitted: int = 0

    def admit(self, count: int) -> list[str]:
        """People who have not sat here before."""
        first, self.admitted = self.admitted, self.admitted + count
        assert self.admitted <= PEOPLE
        return [f"{number}@chaos.example.org" for number in range(first, self.admitted)]

    @property
    def web_processes(self) -> list[int]:
        """The processes that answer requests, without the one that watches over them."""
        started = children(self.stack.processes["web"].pid)
        return [pid for pid in started if "resource_tracker" not in command_line(pid)]

    @contextmanager
    def scoring_held(self) -> Iterator[None]:
        """No report can be stored meanwhile: whoever makes one waits in the middle of it."""
        with psycopg.connect(self.servers.database_url) as connection:
            connection.execute("LOCK TABLE scoring_report IN EXCLUSIVE MODE")
            yield
            connection.rollback()

    def start_worker(self) -> None:
        """Start the worker and wait until it takes tasks."""
        log = self.stack.folder / "worker.log"
        starts = _starts(log)
        self.stack.start_worker()
        assert eventually(lambda: _starts(log) > starts), log.read_text()

    def start_application(self) -> None:
        self.stack.start_web()
        self.start_worker()
        self.stack.start_beat()

    def stop(self) -> None:
        for name in list(self.stack.processes):
            self.stack.stop(name)
        self.servers.stop()


@contextmanager
def running(folder: Path, *, data: Path | None = None) -> Iterator[Site]:
    """A site whose servers keep their data in a folder, or in one of their own; all of it ends with the block."""
    servers = Servers(data or folder)
    site = Site(servers, _stack(folder, servers))
    try:
        servers.start_postgres()
        servers.start_redis()
        with tempfile.TemporaryDirectory() as bank:
            for command in (
                ["migrate"],
                ["load_bank", *map(str, one_paper.folders(Path(bank)))],
                ["shell", "-c", ADMIT],
                ["collectstatic", "--no-input"],
            ):
                site.stack.manage(*command)
        site.start_application()
        yield site
    finally:
        site.stop()


def _starts(log: Path) -> int:
    return log.read_text().count(" ready.") if log.exists() else 0


def _stack(folder: Path, servers: Servers) -> Stack:
    logs = folder / "application"
    logs.mkdir()
    facts = environment(logs, servers.database_url, servers.redis_url)
    return Stack(logs, facts, free_port(), web_workers=2, concurrency=2)

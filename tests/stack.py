"""The real thing for tests: web server, worker and beat as `make run` starts them, on a database of their own."""

import os
import random
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from config.embedded.place import CHECKOUT
from config.embedded.process import dying_with_parent
from tests.patience import eventually


@dataclass
class Stack:
    """Running processes, the address of the web server, and a way to look at the database from outside."""

    folder: Path
    environment: dict[str, str]
    port: int
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    web_workers: int = 1
    concurrency: int = 1

    @contextmanager
    def second_web(self, **changes: str) -> Iterator["Stack"]:
        """Another web server on the same database, with another environment."""
        folder = self.folder / "second"
        folder.mkdir(exist_ok=True)
        second = Stack(folder, {**self.environment, **changes}, free_port())
        try:
            second.start_web()
            yield second
        finally:
            second.stop("web")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *command: str) -> str:
        """Run a command of manage.py; return what it prints."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=CHECKOUT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def start(self, name: str, *command: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=CHECKOUT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                # What a killed session left behind would take the tasks of the next one from the queue.
                preexec_fn=dying_with_parent(signal.SIGTERM),  # noqa: PLW1509  (the tests have no threads then)
            )

    def start_web(self) -> None:
        self.start(
            "web", "granian", "--interface", "wsgi", "--workers", str(self.web_workers), "--blocking-threads", "4",
            "--respawn-failed-workers", "--workers-kill-timeout", "5",
            "--host", "127.0.0.1", "--port", str(self.port), "config.wsgi:application",
        )  # fmt: skip
        web = self.processes["web"]
        assert eventually(lambda: web.poll() is not None or self._answers()), self._log("web")
        assert web.poll() is None, self._log("web")

    def start_worker(self) -> None:
        self.start("worker", "celery", "-A", "config", "worker", "--concurrency", str(self.concurrency))

    def start_beat(self) -> None:
        self.start("beat", "celery", "-A", "config", "beat", "--pidfile=", "--schedule", str(self.folder / "beat"))

    def stop(self, name: str, number: int = signal.SIGTERM) -> None:
        process = self.processes.pop(name, None)
        if process is None:
            return
        os.killpg(process.pid, number)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def query(self, statement: str, *values: Any, **named: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.environment["DATABASE_URL"], autocommit=True) as connection:
            cursor = connection.execute(statement, named or values)
            return cursor.fetchall() if cursor.description else []

    def wait_until(self, statement: str, *values: Any) -> None:
        """Wait until a query has a row; fail with it where that never comes."""
        assert eventually(lambda: self.query(statement, *values)), f"never: {statement} {values}"

    def _log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=10) as reply:
                return reply.status == 200
        except OSError:
            return False


@contextmanager
def running(folder: Path, *, redis_url: str, web_workers: int = 1, concurrency: int = 1) -> Iterator[Stack]:
    """A migrated database with the bundled bank, and the three processes; all of it ends with the block."""
    with own_database() as url:
        facts = environment(folder, url, redis_url)
        stack = Stack(folder, facts, free_port(), web_workers=web_workers, concurrency=concurrency)
        for command in ("migrate", "load_bank", "demo_accounts", "collectstatic --no-input"):
            stack.manage(*command.split())
        try:
            stack.start_web()
            stack.start_worker()
            stack.start_beat()
            yield stack
        finally:
            for name in list(stack.processes):
                stack.stop(name)


def environment(folder: Path, database_url: str, redis_url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": "a key for tests, worth nothing",
        "HTTPS": "0",
        "STATIC_ROOT": str(folder / "static"),
        "REHEARSAL_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


@contextmanager
def own_database() -> Iterator[str]:
    """A new database beside that of the tests, and its address."""
    url, name = os.environ["DATABASE_URL"], f"rehearsal_stack_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        yield make_conninfo(**{**conninfo_to_dict(url), "dbname": name})
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    """A port to listen on; below those of outgoing connections, one of which might take it meanwhile."""
    return next(port for port in random.sample(range(20_000, 30_000), 1000) if is_free(port))


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0

"""The real thing for tests: web server, worker and beat as `make run` starts them, on a database of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict, make_conninfo

PATIENCE_SECONDS = 60


@dataclass
class Stack:
    """Running processes, the address of the web server, and a way to look at the database from outside."""

    folder: Path
    environment: dict[str, str]
    port: int
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

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
            cwd=settings.BASE_DIR,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def start(self, name: str, *command: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start_web(self) -> None:
        self.start(
            "web", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4",
            "--host", "127.0.0.1", "--port", str(self.port), "config.wsgi:application",
        )  # fmt: skip
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert time.monotonic() < deadline, (self.folder / "web.log").read_text()
            time.sleep(0.1)

    def start_worker(self) -> None:
        self.start("worker", "celery", "-A", "config", "worker", "--concurrency", "1")

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

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.environment["DATABASE_URL"], autocommit=True) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def wait_until(self, statement: str, *values: Any, seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until a query has a row; fail with it after the time."""
        deadline = time.monotonic() + seconds
        while not self.query(statement, *values):
            assert time.monotonic() < deadline, f"never: {statement} {values}"
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as reply:
                return reply.status == 200
        except OSError:
            return False


@contextmanager
def running(folder: Path, *, redis_url: str) -> Iterator[Stack]:
    """A migrated database with the bundled bank, and the three processes; all of it ends with the block."""
    with own_database() as url:
        stack = Stack(folder, environment(folder, url, redis_url), free_port())
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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

"""Where the load plays: the servers as `make run` and the compose file start them, on a database of their own."""

import os
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.load import usage
from tests import stack
from tests.stack import Stack

# As docs/deploy.md advises for two cores.
WEB_WORKERS, CONCURRENCY = 2, 2
QUIET_SECONDS, NEXT_TO_NOTHING = 4, 0.05
# A queue that nothing else on this machine's Valkey uses.
QUEUE = 7
LARGEST = """
SELECT blueprint.code FROM exams_blueprint blueprint
JOIN questions_questionset bank ON bank.outline_id = blueprint.outline_id
JOIN questions_question question ON question.question_set_id = bank.id
GROUP BY blueprint.code ORDER BY count(*) DESC LIMIT 1
"""


@dataclass(frozen=True)
class Stage:
    """The running processes, and what they have used."""

    site: Stack
    postmaster: int
    valkey: int

    @property
    def exam(self) -> str:
        """The code of the exam with the largest bank."""
        return self.site.query(LARGEST)[0][0]

    @property
    def sessions(self) -> set[int]:
        return {process.pid for process in self.site.processes.values()}

    def cpu(self, *, besides: Collection[int] = ()) -> usage.Cpu:
        """What all servers have used, with those of sessions that were started besides."""
        return usage.cpu(self.sessions.union(besides), self.postmaster, {self.valkey})

    def settle(self, *, seconds: float = 90) -> None:
        """Wait until the worker is done with what copied attempts call for, statistics above all."""
        worker, until = {self.site.processes["worker"].pid}, time.monotonic() + seconds
        idle = 0
        while idle < QUIET_SECONDS and time.monotonic() < until:
            before = usage.of_sessions(worker)
            time.sleep(1)
            idle = idle + 1 if usage.of_sessions(worker) - before < NEXT_TO_NOTHING else 0

    def memory_mb(self) -> float:
        return usage.memory_mb(self.sessions)


@contextmanager
def running() -> Iterator[Stage]:
    """Start everything; it ends with the block, and so does the database."""
    import django
    import psycopg
    from redis import Redis

    from config import embedded, local

    local.settle()
    embedded.join()
    redis_url = os.environ["REDIS_URL"].replace("?db=0", f"?db={QUEUE}")
    folder = Path(tempfile.mkdtemp(prefix="rehearsal-bench-"))
    try:
        with stack.running(folder, redis_url=redis_url, web_workers=WEB_WORKERS, concurrency=CONCURRENCY) as site:
            # People are made between the loads, when nothing waits for the loop.
            os.environ.update(site.environment, DJANGO_ALLOW_ASYNC_UNSAFE="1")
            django.setup()
            with psycopg.connect(site.environment["DATABASE_URL"]) as connection:
                postmaster = usage.parent(connection.info.backend_pid)
            yield Stage(site, postmaster, Redis.from_url(redis_url).info("server")["process_id"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)

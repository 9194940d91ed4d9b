"""The signs of life of a whole installation, asked of PostgreSQL and Redis at one moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import Error, connection
from django.db.models import Count, Min
from redis import RedisError

from config import notebook, rounds, workers
from exams.clock import GRACE
from exams.models import Attempt, now
from scoring.models import ScoringFailure
from scoring.sweeping import without_report

from . import tally

QUEUE, IN_HAND = "celery", "unacked"
NOTHING = timedelta(0)

ROOM = """
SELECT pg_database_size(current_database()),
       (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
       current_setting('max_connections')::integer,
       current_setting('server_version')
"""


@dataclass(frozen=True)
class Waiting:
    """So many attempts wait for what should have happened to them: the oldest since when, and for how long."""

    attempts: int
    since: datetime | None
    longest: timedelta


@dataclass(frozen=True)
class Stored:
    """What PostgreSQL tells."""

    running: int
    overdue: Waiting
    unscored: Waiting
    failing: int
    size_bytes: int
    connections: int
    connections_allowed: int
    version: str


@dataclass(frozen=True)
class Passing:
    """What Redis tells; all of it may be lost, and comes again within seconds."""

    second: int
    workers: int
    waiting: int
    in_hand: int
    rounds: dict[str, int]
    answered: dict[tuple[str, int], tally.Answered]
    version: str


def stored() -> Stored | None:
    """Ask PostgreSQL; None where it does not answer."""
    # A persistent connection does not survive the server's restart, and must not be taken for a dead server.
    if not connection.is_usable():
        connection.close()
    try:
        return _stored()
    except Error:
        return None


def passing() -> Passing | None:
    """Ask Redis; None where it does not answer."""
    tally.send()
    redis = notebook.redis()
    try:
        return Passing(
            second=notebook.now(redis),
            workers=workers.alive(),
            waiting=redis.llen(QUEUE),
            in_hand=redis.hlen(IN_HAND),
            rounds=rounds.last(),
            answered=tally.of_all_processes(),
            version=_version(redis.info("server")),
        )
    except RedisError:
        return None


def _stored() -> Stored:
    clock = now()
    overdue, unscored = Attempt.objects.overdue(), without_report()
    with connection.cursor() as cursor:
        cursor.execute(ROOM)
        size_bytes, connections, connections_allowed, version = cursor.fetchone()
    return Stored(
        running=Attempt.objects.running().count(),
        overdue=_waiting(overdue.aggregate(attempts=Count("pk"), since=Min("deadline")), clock - GRACE),
        unscored=_waiting(unscored.aggregate(attempts=Count("pk"), since=Min("handed_in_at")), clock),
        failing=ScoringFailure.objects.exclude(error="").count(),
        size_bytes=size_bytes,
        connections=connections,
        connections_allowed=connections_allowed,
        version=version.partition(" ")[0],
    )


def _waiting(facts: dict[str, Any], clock: datetime) -> Waiting:
    return Waiting(**facts, longest=max(clock - facts["since"], NOTHING) if facts["since"] else NOTHING)


def _version(server: dict[str, str]) -> str:
    name = server.get("server_name", "redis")
    return f"{name.capitalize()} {server.get(f'{name}_version', server['redis_version'])}"

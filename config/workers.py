"""The workers that are alive, by what they write into Redis; asking them would take as long as the slowest."""

from contextlib import suppress

from redis import RedisError

from . import notebook

KEY = "rehearsal:workers"
# A worker writes every two seconds.
FRESH_SECONDS = 15


def report(name: str) -> None:
    """Write down that a worker is alive."""
    with suppress(RedisError):
        redis = notebook.redis()
        now = notebook.now(redis)
        redis.zadd(KEY, {name: now})
        redis.zremrangebyscore(KEY, "-inf", now - FRESH_SECONDS)


def forget(name: str) -> None:
    """Strike out a worker that stops."""
    with suppress(RedisError):
        notebook.redis().zrem(KEY, name)


def count() -> int | None:
    """Return how many workers wrote in the last 15 seconds; None where Redis does not answer within half a second."""
    try:
        return alive()
    except RedisError:
        return None


def alive() -> int:
    """Return how many workers wrote in the last 15 seconds; raise RedisError."""
    redis = notebook.redis()
    return redis.zcount(KEY, f"({notebook.now(redis) - FRESH_SECONDS}", "+inf")

"""The workers that are alive, by what they write into Redis; asking them would take as long as the slowest."""

from contextlib import suppress
from functools import cache

from django.conf import settings
from redis import Redis, RedisError

KEY = "rehearsal:workers"
# A worker writes every two seconds.
FRESH_SECONDS = 15


def report(name: str) -> None:
    """Write down that a worker is alive."""
    with suppress(RedisError):
        redis = _redis(settings.REDIS_URL)
        now = _now(redis)
        redis.zadd(KEY, {name: now})
        redis.zremrangebyscore(KEY, "-inf", now - FRESH_SECONDS)


def forget(name: str) -> None:
    """Strike out a worker that stops."""
    with suppress(RedisError):
        _redis(settings.REDIS_URL).zrem(KEY, name)


def count() -> int | None:
    """Return how many workers wrote in the last 15 seconds; None where Redis does not answer within half a second."""
    redis = _redis(settings.REDIS_URL)
    try:
        return redis.zcount(KEY, f"({_now(redis) - FRESH_SECONDS}", "+inf")
    except RedisError:
        return None


def _now(redis: Redis) -> int:
    # Redis's clock, since those of several machines differ.
    return redis.time()[0]


@cache
def _redis(url: str) -> Redis:
    return Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5)

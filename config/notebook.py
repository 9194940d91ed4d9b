"""What processes write down for one another in Redis: all of it may be lost, and is written anew."""

from functools import cache

from django.conf import settings
from redis import Redis


def redis() -> Redis:
    """Return the line to Redis, which gives up after half a second."""
    return _line(settings.REDIS_URL)


def now(redis: Redis) -> int:
    """The time by Redis's clock, since those of several machines differ."""
    return redis.time()[0]


@cache
def _line(url: str) -> Redis:
    return Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5, decode_responses=True)

"""The cache helps where it answers, and never fails anybody."""

from collections.abc import Iterator

import pytest
from django.core.cache.backends.base import BaseCache

from config.cache import SteadyCache
from config.pause import Pause
from tests.config.redis_server import RedisServer
from tests.config.test_pause import Clock

# A Redis on a loaded machine is no Redis that hangs.
TIMEOUTS = {"socket_timeout": 5, "socket_connect_timeout": 5}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cache(redis: RedisServer, clock: Clock) -> Iterator[BaseCache]:
    cache = SteadyCache(redis.url, {"OPTIONS": TIMEOUTS})
    cache.pause = Pause("The cache does without Redis", clock)
    yield cache
    cache.memory.clear()


def test_values_live_in_redis_while_it_answers(cache: BaseCache, redis: RedisServer) -> None:
    cache.set_many({"a": 1, "b": [2]}, timeout=60)
    cache.add("a", 7)
    cache.incr("a")

    assert cache.get_many(["a", "b", "c"]) == {"a": 2, "b": [2]}
    assert sorted(redis.client.keys()) == [":1:a", ":1:b"]


def test_redis_that_dies_leaves_misses_and_no_errors(cache: BaseCache, redis: RedisServer) -> None:
    cache.set("a", 1)
    redis.dies()

    assert cache.get("a") is None
    assert cache.get_many(["a"]) == {}
    assert not cache.has_key("a")
    assert not cache.touch("a")
    assert not cache.delete("a")
    cache.delete_many(["a"])
    cache.clear()


def test_limits_still_count_while_redis_is_dead(cache: BaseCache, redis: RedisServer) -> None:
    redis.dies()

    assert cache.add("tries", 1, timeout=60)
    assert not cache.add("tries", 1, timeout=60)
    assert cache.incr("tries") == 2
    assert cache.get_or_set("other", lambda: 5) == 5
    assert cache.set_many({"tries": 3}) == []
    assert cache.get_many(["tries", "other"]) == {"tries": 3, "other": 5}


def test_all_threads_of_a_process_share_the_pause_and_the_count(redis: RedisServer) -> None:
    one, another = (SteadyCache(redis.url, {"OPTIONS": TIMEOUTS}) for _ in range(2))
    redis.dies()

    assert one.add("tries", 1)
    redis.starts()
    assert not another.add("tries", 1)
    assert redis.client.keys() == []


def test_redis_that_hangs_is_not_asked_again_during_the_pause(
    cache: BaseCache, redis: RedisServer, clock: Clock
) -> None:
    redis.hangs()
    assert cache.get("a") is None

    redis.goes_on()
    redis.client.set(":1:a", 5)
    assert cache.get("a") is None

    clock.now += 5
    assert cache.get("a") == 5


def test_what_an_outage_left_behind_is_not_found_in_the_next(
    cache: BaseCache, redis: RedisServer, clock: Clock
) -> None:
    redis.dies()
    cache.set("a", "out of date")
    redis.starts()
    clock.now += 5
    cache.set("a", "new")
    redis.dies()

    assert cache.get("a") is None


def test_an_error_of_redis_itself_is_a_miss_too(cache: BaseCache, redis: RedisServer) -> None:
    redis.client.config_set("maxmemory", 1)

    cache.set("a", 1)

    assert cache.get("a") == 1

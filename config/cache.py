"""The cache: a help where it answers, never a reason to fail."""

from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis import RedisError

from .pause import Pause

_pauses: dict[str, Pause] = {}


def _steady(name: str) -> Callable[..., Any]:
    ask_redis, ask_memory = getattr(RedisCache, name), getattr(LocMemCache, name)

    def answer(self: "SteadyCache", *args: Any, **kwargs: Any) -> Any:
        if not self.pause.is_on:
            try:
                found = ask_redis(self, *args, **kwargs)
            except RedisError as error:
                self.pause.begin(error)
            else:
                if self.pause.end():
                    # In the next outage, what this one left behind would be out of date.
                    self.memory.clear()
                return found
        return ask_memory(self.memory, *args, **kwargs)

    return answer


class SteadyCache(RedisCache):
    """Django's Redis cache, for which this process's memory stands in while Redis does not answer; it never raises."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        # Django makes a cache per thread; an outage and what is kept meanwhile are the whole process's.
        self.pause = _pauses.setdefault(server, Pause("The cache does without Redis"))
        # Rate limits are kept per address: the usual 300 entries would forget them in a crowd.
        self.memory = LocMemCache(server, {**params, "OPTIONS": {"MAX_ENTRIES": 10_000}})

    add = _steady("add")
    clear = _steady("clear")
    delete = _steady("delete")
    delete_many = _steady("delete_many")
    get = _steady("get")
    get_many = _steady("get_many")
    has_key = _steady("has_key")
    incr = _steady("incr")
    set = _steady("set")
    set_many = _steady("set_many")
    touch = _steady("touch")

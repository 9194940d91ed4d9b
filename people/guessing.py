"""How often somebody may be wrong about the code of an invitation; counted in the cache, which never fails."""

from contextlib import suppress

from django.core.cache import cache

MOST = 10
SECONDS = 600


def is_over(person_id: int) -> bool:
    return cache.get(_key(person_id), 0) >= MOST


def count_wrong(person_id: int) -> None:
    cache.add(_key(person_id), 0, SECONDS)
    # It may have run out since it was added.
    with suppress(ValueError):
        cache.incr(_key(person_id))


def _key(person_id: int) -> str:
    return f"wrong-codes-{person_id}"

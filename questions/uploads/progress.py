"""How far the work on an upload is: told by the worker, read by the page; worth nothing afterwards."""

from django.core.cache import cache

LASTS_SECONDS = 300


def tell(upload_id: int, sentence: str) -> None:
    cache.set(_key(upload_id), sentence, LASTS_SECONDS)


def told(upload_id: int) -> str:
    """The last that was told; empty where nothing was, or the cache is away."""
    return str(cache.get(_key(upload_id)) or "")


def _key(upload_id: int) -> str:
    return f"upload:{upload_id}"

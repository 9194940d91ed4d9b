"""How far the work on an upload is: told by the worker, read by the page; worth nothing afterwards."""

from dataclasses import asdict, dataclass

from django.core.cache import cache

# As long as a worker may take for one upload: what is older was told by one that died.
LASTS_SECONDS = 60
ASKED_AGAIN_SECONDS = 5


@dataclass(frozen=True)
class Told:
    """What a worker is doing, in words, and how much of it is done where that can be said."""

    sentence: str
    percent: int | None = None


def tell(upload_id: int, sentence: str, done: float | None = None) -> None:
    """Say what is being done; `done` is the share of it, 0 to 1."""
    percent = None if done is None else round(100 * min(max(done, 0), 1))
    cache.set(_key(upload_id), asdict(Told(sentence, percent)), LASTS_SECONDS)


def told(upload_id: int) -> Told | None:
    """The last that was told; None where nothing was, or the cache is away."""
    facts = cache.get(_key(upload_id))
    return Told(**facts) if facts else None


def may_ask_again(upload_id: int) -> bool:
    """Whether nobody has asked for the work on an upload in the last seconds, and no worker has told of it."""
    return told(upload_id) is None and cache.add(f"{_key(upload_id)}:asked", True, ASKED_AGAIN_SECONDS)


def forget(upload_id: int) -> None:
    """The worker has done what there was to do."""
    cache.delete(_key(upload_id))


def _key(upload_id: int) -> str:
    return f"upload:{upload_id}"

"""When each of the tasks that beat sends was last done to its end."""

from contextlib import suppress

from django.conf import settings
from redis import RedisError

from . import notebook

KEY = "rehearsal:rounds"


def note(task: str) -> None:
    """Write down that a task has ended well, where it is one of those that beat sends."""
    if task in regular():
        with suppress(RedisError):
            redis = notebook.redis()
            redis.hset(KEY, task, notebook.now(redis))


def last() -> dict[str, int]:
    """Return by task when it last ended well, in seconds by Redis's clock; raise RedisError."""
    noted = {str(task): int(second) for task, second in notebook.redis().hgetall(KEY).items()}
    return {task: noted[task] for task in sorted(regular()) if task in noted}


def regular() -> set[str]:
    """The tasks that beat sends."""
    return {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

"""How requests were answered and how quickly, counted in each process and added up in Redis every few seconds.

Web processes are many, on several machines, and a scrape reaches one of them: only what they have in common is a figure
of the installation. A request itself costs a dictionary's update, and no call to Redis.
"""

import threading
import time
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from redis import RedisError

from config import notebook

KEY = "rehearsal:responses"
# Upper bounds in seconds; the last bucket is for all that took longer.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SENT_EVERY_SECONDS = 5.0

Cell = tuple[str, int, int]


@dataclass
class Answered:
    """What is known of the answers of one view with one status: how many fell into each bucket, and all their time."""

    buckets: Counter[int] = field(default_factory=Counter)
    microseconds: int = 0

    @property
    def count(self) -> int:
        return self.buckets.total()


_lock = threading.Lock()
_unsent: dict[Cell, list[int]] = {}


def add(view: str, status: int, seconds: float) -> None:
    """Count one answer."""
    cell = (view, status, bisect_left(BOUNDS, seconds))
    with _lock:
        sums = _unsent.get(cell)
        if sums is None:
            sums = _unsent[cell] = [0, 0]
        sums[0] += 1
        sums[1] += int(seconds * 1_000_000)


def send() -> bool:
    """Add what this process has counted to what all have; where Redis is away, it is kept for the next time."""
    global _unsent
    with _lock:
        taken, _unsent = _unsent, {}
    if not taken:
        return True
    try:
        with notebook.redis().pipeline() as pipe:
            for (view, status, bucket), (count, microseconds) in taken.items():
                pipe.hincrby(KEY, f"{view} {status} {bucket}", count)
                pipe.hincrby(KEY, f"{view} {status} time", microseconds)
            pipe.execute()
    except RedisError:
        _put_back(taken)
        return False
    return True


def of_all_processes() -> dict[tuple[str, int], Answered]:
    """Return by view and status what all processes have counted since Redis was last empty; raise RedisError."""
    found: dict[tuple[str, int], Answered] = {}
    for name, number in notebook.redis().hgetall(KEY).items():
        view, status, part = str(name).split(" ")
        answered = found.setdefault((view, int(status)), Answered())
        if part == "time":
            answered.microseconds = int(number)
        else:
            answered.buckets[int(part)] = int(number)
    return found


def send_regularly() -> None:
    """Start the thread that sends, for as long as this process lives."""
    threading.Thread(target=_send_for_ever, name="tally", daemon=True).start()


def _send_for_ever() -> None:
    while True:
        time.sleep(SENT_EVERY_SECONDS)
        send()


def _put_back(taken: dict[Cell, list[int]]) -> None:
    with _lock:
        for cell, (count, microseconds) in taken.items():
            sums = _unsent.setdefault(cell, [0, 0])
            sums[0] += count
            sums[1] += microseconds

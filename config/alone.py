"""One run of Rehearsal per data folder."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from .address import Address
from .embedded import CannotStart

PATIENCE_SECONDS = 60


@contextmanager
def alone(data: Path, own: Address) -> Iterator[None]:
    """Hold the folder's lock; wait for a predecessor that is just stopping, raise CannotStart for one that is up."""
    with (data / "run.lock").open("a+") as lock:
        _take(lock)
        lock.truncate(0)
        lock.write(f"{own.host} {own.port}")
        lock.flush()
        yield


def last_address(data: Path) -> Address | None:
    """Where Rehearsal runs from this folder, or ran when it last did."""
    try:
        with (data / "run.lock").open() as lock:
            return _read(lock)
    except FileNotFoundError:
        return None


def _take(lock: TextIO) -> None:
    times_answered = 0
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not _is_taken(lock):
        lock.seek(0)
        other = _read(lock)
        times_answered += other is not None and other.answers()
        # One that was just killed may still answer for a moment.
        if times_answered > 8 or time.monotonic() > deadline:
            raise CannotStart(f"Rehearsal already runs from this folder{f', at {other.url}' if other else ''}.")
        time.sleep(0.2)


def _read(lock: TextIO) -> Address | None:
    host, _, port = lock.read().partition(" ")
    return Address(host, int(port)) if port else None


def _is_taken(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

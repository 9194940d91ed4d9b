"""When a sitting closes, and when its results may open: arithmetic on times and counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from exams.clock import GRACE

# Before the opening one can log in, open the sitting's page, and wait there.
WAITING = timedelta(minutes=30)
LOOKS_APART = timedelta(minutes=2)


@dataclass(frozen=True)
class Progress:
    """Where people are: the time that each who has not started would have, and the deadlines of attempts."""

    waiting: Collection[timedelta]
    deadlines: Collection[datetime]
    are_running: bool


def is_waiting(opens_at: datetime, now: datetime) -> bool:
    return opens_at - WAITING <= now < opens_at


def next_look(opens_at: datetime, now: datetime) -> timedelta:
    """After how long a page that waits for the opening asks again: every two minutes, and at the opening itself."""
    return max(min(LOOKS_APART, opens_at - now), timedelta())


def closes_at(last_start_at: datetime, progress: Progress) -> datetime:
    """The latest deadline of anybody who sits, or who may still start: so no granted time is ever cut."""
    latest_start = last_start_at + max(progress.waiting) if progress.waiting else last_start_at
    return max(latest_start, *progress.deadlines, last_start_at)


def can_anybody_start(last_start_at: datetime, progress: Progress, now: datetime) -> bool:
    return bool(progress.waiting) and now < last_start_at


def may_open(last_start_at: datetime, progress: Progress, now: datetime, *, at_close: bool) -> bool:
    """Whether the results may be shown: nobody runs, and nobody can start any more; or, `at_close`, that is past."""
    if progress.are_running:
        return False
    if at_close:
        return now >= closes_at(last_start_at, progress) + GRACE
    return not can_anybody_start(last_start_at, progress, now)

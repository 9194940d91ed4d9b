"""The exam's clock, as arithmetic on times that PostgreSQL gave."""

from datetime import datetime, timedelta

# Grace covers the last answer's trip over a slow network; it is never shown, nor counted as time left.
GRACE = timedelta(seconds=15)
LATE_WORK_WINDOW = timedelta(hours=24)


def time_left(deadline: datetime, now: datetime) -> timedelta:
    """How long the candidate may still answer; zero once the deadline has passed."""
    return max(deadline - now, timedelta(0))


def deadline_of(started_at: datetime, allowed: timedelta, adjustments: list[timedelta]) -> datetime:
    """The start, the blueprint's time, and every recorded change."""
    return started_at + allowed + sum(adjustments, timedelta(0))


def amount(seconds: int) -> str:
    """A change of the time allowed, in words: “+30 minutes”, “+6:40 minutes”."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else '+'}{minutes}{f':{rest:02}' if rest else ''} minutes"


def is_closed(deadline: datetime, handed_in_at: datetime | None, now: datetime) -> bool:
    """Whether no save can be taken any more: handed in, or overdue by more than the grace."""
    return handed_in_at is not None or now >= deadline + GRACE

"""What a candidate's attempts that count at one exam come to: arithmetic on times and scores, whatever the day.

Each figure is held against the last attempt rather than against today, so that it stays true until the next one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

RECENT = timedelta(days=30)


@dataclass(frozen=True)
class Counted:
    """An attempt that counts: when it ended, its score, and what that score lets one claim."""

    ended_at: datetime
    scaled: int
    headline: str


@dataclass(frozen=True)
class TrackRecord:
    """The columns of a standing. `week` is that of the last attempt, and `recent` the 30 days before its end."""

    attempts: int
    first_scaled: int
    best_scaled: int
    best_headline: str
    last_at: datetime
    recent: list[datetime]
    week: date
    week_best: int
    best_before_week: int | None


def track_record(counted: Sequence[Counted]) -> TrackRecord | None:
    """None where nothing counts. Of equal scores the later one is the best; attempts may come in any order."""
    if not counted:
        return None
    in_order = sorted(counted, key=lambda attempt: (attempt.ended_at, attempt.scaled, attempt.headline))
    best = max(in_order, key=lambda attempt: (attempt.scaled, attempt.ended_at, attempt.headline))
    last_at = in_order[-1].ended_at
    week = monday(last_at)
    before = [attempt.scaled for attempt in in_order if monday(attempt.ended_at) < week]
    return TrackRecord(
        attempts=len(in_order),
        first_scaled=in_order[0].scaled,
        best_scaled=best.scaled,
        best_headline=best.headline,
        last_at=last_at,
        recent=[attempt.ended_at for attempt in in_order if attempt.ended_at > last_at - RECENT],
        week=week,
        week_best=max(attempt.scaled for attempt in in_order if monday(attempt.ended_at) == week),
        best_before_week=max(before, default=None),
    )


def monday(moment: datetime) -> date:
    """The first day of a moment's week, in UTC: one week for all, wherever they are."""
    day = moment.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())

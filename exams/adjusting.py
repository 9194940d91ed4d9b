"""Verbs on the clock of a running attempt: more time, a pause, and its end. Each leaves a record."""

from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django.db import transaction
from django.db.models import F

from exams.models import Adjustment, Attempt, ClockTimestamp, Pause, now
from people.deeds import record
from people.models import User

# An instructor who forgets a stopped clock shall not hold a candidate, and a group's results, for ever.
LONGEST_PAUSE = timedelta(hours=24)
LONGEST_REASON = Adjustment._meta.get_field("reason").max_length


class AlreadyClosed(Exception):
    """The attempt has ended, so nothing about it can change."""


class AlreadyPaused(Exception):
    """The clock stands already, so it cannot be stopped once more."""


@transaction.atomic
def adjust(
    attempt: Attempt, by: timedelta, *, reason: str, made_by: User | None, token: UUID | None = None
) -> datetime:
    """Record a change to the deadline and make it; return the new deadline. Raises AlreadyClosed.

    The same token again changes nothing: a form may be sent twice.
    """
    running = Attempt.objects.running().filter(pk=attempt.pk)
    if running.select_for_update(no_key=True).first() is None:
        raise AlreadyClosed(f"Attempt {attempt.pk} has ended; its time cannot change any more.")
    if token is None or not attempt.adjustments.filter(token=token).exists():
        attempt.adjustments.create(
            seconds=by.total_seconds(), reason=reason, made_by=made_by, made_at=ClockTimestamp(), token=token
        )
        running.update(deadline=F("deadline") + by)
        record(made_by, "changed the time", attempt, seconds=by.total_seconds())
    attempt.refresh_from_db(fields=["deadline"])
    return attempt.deadline


@transaction.atomic
def pause(
    attempt: Attempt,
    *,
    reason: str,
    made_by: User | None,
    longest: timedelta = LONGEST_PAUSE,
    is_break: bool = False,
) -> Pause:
    """Stop the clock of a running attempt, for a while at most. Raises AlreadyPaused and AlreadyClosed."""
    began_at = now()
    if not Attempt.objects.running().filter(pk=attempt.pk, paused_at=None).update(paused_at=began_at):
        if Attempt.objects.running().filter(pk=attempt.pk).exists():
            raise AlreadyPaused("The clock stands already.")
        raise AlreadyClosed(f"Attempt {attempt.pk} has ended; its clock cannot be stopped any more.")
    attempt.paused_at = began_at
    if not is_break:
        record(made_by, "stopped the clock", attempt)
    return Pause.objects.create(
        attempt=attempt,
        reason=reason,
        is_break=is_break,
        began_at=began_at,
        began_by=made_by,
        until=began_at + longest,
    )


@transaction.atomic
def resume(attempt: Attempt, *, made_by: User | None) -> bool:
    """Let the clock run again and give back the time for which it stood; whether this call did it."""
    locked = Attempt.objects.select_for_update(no_key=True).filter(pk=attempt.pk, paused_at__isnull=False).first()
    if locked is None:
        return False
    pause = locked.pauses.get(ended_at=None)
    ended_at = min(now(), pause.until)
    # Rounded up to whole seconds, as adjustments are recorded.
    stood = timedelta(seconds=ceil((ended_at - pause.began_at).total_seconds()))
    locked.pauses.filter(pk=pause.pk).update(ended_at=ended_at, ended_by=made_by)
    Attempt.objects.filter(pk=locked.pk).update(paused_at=None, deadline=F("deadline") + stood)
    Adjustment.objects.create(
        attempt=locked,
        seconds=stood.total_seconds(),
        # Cut, since a clock that cannot be started again would be worse.
        reason=f"the clock stood: {pause.reason}"[:LONGEST_REASON],
        made_by=pause.began_by,
        made_at=ClockTimestamp(),
    )
    if not pause.is_break:
        record(made_by, "let the clock run", attempt, seconds=stood.total_seconds())
    attempt.refresh_from_db(fields=["deadline", "paused_at"])
    return True


def resume_if_overdue(attempt: Attempt) -> bool:
    """End a pause that has lasted as long as it may; whether this call did it."""
    has_lasted = attempt.pauses.filter(ended_at=None, until__lte=ClockTimestamp()).exists()
    return has_lasted and resume(attempt, made_by=None)


def resume_overdue() -> list[int]:
    """End all pauses that have lasted as long as they may; return whose."""
    overdue = Attempt.objects.filter(pauses__ended_at=None, pauses__until__lte=ClockTimestamp())
    return [attempt.pk for attempt in overdue if resume(attempt, made_by=None)]

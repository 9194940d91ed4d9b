"""Breaks that stop the clock, taken by a candidate to whom they were granted."""

from datetime import timedelta

from django.db import transaction

from exams import adjusting
from exams.models import Attempt, Pause
from exams.sittings.granted import break_time

REASON = "a break"
# Less than this is no break, only a fraction of a second that was left over.
SHORTEST = timedelta(seconds=1)


class NoBreakLeft(Exception):
    """No breaks were granted, or all of their time is used."""


def left(attempt: Attempt) -> timedelta | None:
    """How much of the granted break time is left; None where none was granted."""
    granted = break_time(attempt.sitting, attempt.candidate_id) if attempt.sitting else timedelta(0)
    if not granted:
        return None
    taken = attempt.pauses.filter(is_break=True, ended_at__isnull=False)
    used = sum((each.ended_at - each.began_at for each in taken if each.ended_at), timedelta(0))
    return max(granted - used, timedelta(0))


@transaction.atomic
def take(attempt: Attempt) -> Pause:
    """Stop the clock for a break that lasts as long as is left at most.

    Raises NoBreakLeft, and as adjusting.pause does.
    """
    remaining = left(_locked(attempt))
    if remaining is None or remaining < SHORTEST:
        raise NoBreakLeft("You have no break time left.")
    return adjusting.pause(attempt, reason=REASON, made_by=attempt.candidate, longest=remaining, is_break=True)


@transaction.atomic
def end(attempt: Attempt) -> bool:
    """Go on after a break; whether this call did it. A pause that an instructor made is not the candidate's to end."""
    if not _locked(attempt).pauses.filter(ended_at=None, is_break=True).exists():
        return False
    return adjusting.resume(attempt, made_by=attempt.candidate)


def _locked(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_for_update(no_key=True, of=["self"]).select_related("sitting").get(pk=attempt.pk)

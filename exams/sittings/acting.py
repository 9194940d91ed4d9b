"""What an instructor does to the clocks of those who sit: one, or all of them, one by one."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from exams import adjusting
from exams.adjusting import AlreadyClosed, AlreadyPaused
from exams.models import Attempt, Pause, Sitting
from people.models import User


def in_charge(instructor: User) -> QuerySet[Attempt]:
    """Attempts that somebody may act on: at sittings that they run, but never their own."""
    taught = Sitting.objects.taught_by(instructor).values("pk")
    return Attempt.objects.filter(sitting__in=taught).exclude(candidate=instructor)


def running(instructor: User, sitting: Sitting) -> QuerySet[Attempt]:
    return Attempt.objects.running().filter(pk__in=in_charge(instructor).filter(sitting=sitting).values("pk"))


@transaction.atomic
def pause(attempt: Attempt, *, reason: str, made_by: User) -> Pause:
    """Stop a clock; a candidate's own break ends with it. Raises AlreadyPaused and AlreadyClosed."""
    # Else the break would end by itself in the middle of the alarm.
    if attempt.pauses.filter(ended_at=None, is_break=True).exists():
        adjusting.resume(attempt, made_by=made_by)
    return adjusting.pause(attempt, reason=reason, made_by=made_by)


def adjust_all(instructor: User, sitting: Sitting, by: timedelta, *, reason: str, token: UUID | None = None) -> int:
    """Change the time of all who sit, once for a token; return how many that reached."""

    def adjust(attempt: Attempt) -> None:
        adjusting.adjust(attempt, by, reason=reason, made_by=instructor, token=token)

    return _reach(running(instructor, sitting), adjust)


def pause_all(instructor: User, sitting: Sitting, *, reason: str) -> int:
    """Stop all clocks that run; return how many that reached."""
    return _reach(running(instructor, sitting), lambda attempt: pause(attempt, reason=reason, made_by=instructor))


def resume_all(instructor: User, sitting: Sitting) -> int:
    """Let all clocks run again that an instructor has stopped, not those of breaks; return how many that reached."""
    stopped = running(instructor, sitting).filter(pauses__ended_at=None, pauses__is_break=False)
    return sum(adjusting.resume(attempt, made_by=instructor) for attempt in stopped)


def _reach(attempts: QuerySet[Attempt], act: Callable[[Attempt], object]) -> int:
    reached = 0
    for attempt in attempts:
        try:
            act(attempt)
        except (AlreadyClosed, AlreadyPaused):
            # It ended a moment ago, or its clock stands: nothing of it is half done.
            continue
        reached += 1
    return reached

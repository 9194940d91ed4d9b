"""What an instructor does to an attempt besides its time: each a record that the candidate sees."""

from django.db import transaction

from exams import attempts
from exams.models import Attempt, ClockTimestamp, Intervention
from people.deeds import record
from people.models import User
from scoring.hand_in import enqueue


class CannotIntervene(Exception):
    """Why nothing was done, in words for the instructor."""


@transaction.atomic
def hand_in_for(attempt: Attempt, *, reason: str, made_by: User) -> None:
    """End the exam of somebody who has left. Raises CannotIntervene where it has ended, or its time is up."""
    is_ended = attempts.end(attempt, by=Attempt.Ending.INSTRUCTOR)
    attempt.refresh_from_db(fields=["ending"])
    if not is_ended or attempt.ending != Attempt.Ending.INSTRUCTOR:
        raise CannotIntervene("That attempt has ended already, or its time is up, so nothing was done.")
    _record(attempt, Intervention.Kind.HAND_IN, reason, made_by)


@transaction.atomic
def void(attempt: Attempt, *, reason: str, made_by: User) -> None:
    """Declare an attempt void: its candidate keeps the report, and it counts nowhere. Raises CannotIntervene."""
    if not Attempt.objects.filter(pk=attempt.pk, handed_in_at__isnull=False).exists():
        raise CannotIntervene("That attempt still runs, so nothing was done: hand it in first.")
    _record(attempt, Intervention.Kind.VOID, reason, made_by)


@transaction.atomic
def accept_late_work(attempt: Attempt, *, reason: str, made_by: User) -> None:
    """Let an attempt count with the answers that came late. Raises CannotIntervene."""
    if attempt.sitting is None or attempt.sitting.results_opened_at is None:
        raise CannotIntervene("Late answers can be accepted once the results of the sitting are open.")
    if not attempt.late_work.exists():
        raise CannotIntervene("No answers of that attempt came late, so nothing was done.")
    _record(attempt, Intervention.Kind.LATE_WORK, reason, made_by)


def _record(attempt: Attempt, kind: Intervention.Kind, reason: str, made_by: User) -> None:
    facts = {"reason": reason, "made_by": made_by, "made_at": ClockTimestamp()}
    _, is_new = attempt.interventions.get_or_create(kind=kind, defaults=facts)
    if not is_new:
        raise CannotIntervene("Somebody has done that already, so nothing was done.")
    record(made_by, "intervened", attempt, kind=kind)
    # What an attempt is worth in the standings may be another now.
    enqueue(attempt.pk)

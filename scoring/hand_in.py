"""Handing in: close first, score after the commit."""

from functools import partial

from django.db import transaction

from config.publishing import publish
from exams import attempts
from exams.models import Attempt
from scoring import tasks


def end(attempt: Attempt) -> None:
    """The candidate ends the exam. What was closed already stays as it is."""
    if attempts.end(attempt):
        enqueue(attempt.pk)


def time_is_up(attempt: Attempt) -> bool:
    """A room believes that time is up: whether the attempt is closed, now or before."""
    if attempts.end_if_time_is_up(attempt):
        enqueue(attempt.pk)
        return True
    return Attempt.objects.filter(pk=attempt.pk, handed_in_at__isnull=False).exists()


def enqueue(attempt_id: int) -> None:
    """Ask for a report once this is committed; if the queue is dead, the sweep finds the attempt."""
    transaction.on_commit(partial(publish, tasks.score, attempt_id), robust=True)

"""Thin doors for Celery; each takes ids and calls one verb."""

from celery import shared_task

from scoring import reports, sweeping
from scoring.models import Ruling


@shared_task
def score(attempt_id: int) -> None:
    reports.make(attempt_id)


@shared_task
def mark_anew(ruling_number: int) -> None:
    if sweeping.mark_anew(Ruling.objects.get(pk=ruling_number)):
        mark_anew.delay(ruling_number)


@shared_task
def sweep() -> None:
    sweeping.sweep()

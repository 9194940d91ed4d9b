"""Thin doors for Celery; each takes ids and calls one verb."""

from celery import shared_task

from scoring import reports, sweeping


@shared_task
def score(attempt_id: int) -> None:
    reports.make(attempt_id)


@shared_task
def sweep() -> None:
    sweeping.sweep()

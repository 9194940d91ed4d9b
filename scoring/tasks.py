"""Thin doors for Celery; each takes ids and calls one verb."""

from celery import shared_task

from scoring import gathering, reports, sweeping
from scoring.models import Ruling


@shared_task
def score(attempt_id: int) -> None:
    reports.make(attempt_id)


@shared_task
def mark_anew(ruling_number: int) -> None:
    if sweeping.mark_anew(Ruling.objects.get(pk=ruling_number)):
        mark_anew.delay(ruling_number)


@shared_task
def unseal(sitting_id: int) -> None:
    if sweeping.unseal(sitting_id):
        unseal.delay(sitting_id)


@shared_task
def sweep() -> None:
    sweeping.sweep()


@shared_task
def renew_statistics() -> None:
    for questions in gathering.behind():
        recompute_statistics.delay(questions)


# What is still waiting when the next round begins is asked for again by that.
@shared_task(expires=3600)
def recompute_statistics(questions: list[int]) -> None:
    gathering.recompute(questions)

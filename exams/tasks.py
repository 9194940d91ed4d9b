"""Thin doors for Celery; each takes ids and calls one verb."""

from celery import shared_task

from exams import retention
from exams.sittings import asking, mailing, telling

SWEPT_EVERY_SECONDS = 300


@shared_task
def mail(sitting_id: int, kind: str) -> None:
    if mailing.send(sitting_id, kind):
        mail.delay(sitting_id, kind)


@shared_task
def sweep() -> None:
    for sitting_id, kind in telling.all_due():
        mail.apply_async((sitting_id, kind), expires=SWEPT_EVERY_SECONDS)


@shared_task
def forget_old() -> None:
    asking.forget_reasons()
    retention.forget_mails()
    retention.forget_visits()

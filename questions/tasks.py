"""Thin doors for Celery; each takes ids and calls one verb."""

from celery import shared_task

from questions import uploads
from questions.uploads import working


@shared_task
def work_on(upload_id: int) -> None:
    working.go_on(upload_id)


@shared_task
def sweep() -> None:
    working.go_on_with_what_was_lost()
    uploads.remove_old()

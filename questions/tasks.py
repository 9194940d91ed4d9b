"""Thin doors for Celery; each takes ids and calls one verb."""

from celery import shared_task

from questions import uploads
from questions.uploads import working

SWEPT_EVERY_SECONDS = 60


@shared_task
def work_on(upload_id: int) -> None:
    working.go_on(upload_id)


@shared_task
def sweep() -> None:
    # Each as a task of its own: none is cut short, or taken down, by another.
    for upload_id in working.lost().values_list("pk", flat=True):
        work_on.apply_async((upload_id,), expires=SWEPT_EVERY_SECONDS)
    uploads.remove_old()

"""Asking a worker to go on with an upload."""

from functools import partial

from django.db import transaction

from config.publishing import publish
from questions import tasks
from questions.models import Upload
from questions.uploads import progress, working


def send(upload: Upload) -> None:
    """Ask once this is committed; if the queue is dead, the sweep finds the upload."""
    transaction.on_commit(partial(publish, tasks.work_on, upload.pk), robust=True)


def send_if_lost(upload: Upload) -> None:
    """Somebody looks at an upload that waits for a worker: whatever lost its errand, ask again."""
    if working.waiting().filter(pk=upload.pk).exists() and progress.may_ask_again(upload.pk):
        send(upload)

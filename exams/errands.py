"""Asking a worker to mail about a sitting."""

from functools import partial

from django.db import transaction

from config.publishing import publish
from exams import tasks
from exams.models import Sitting, SittingMail


def tell(sitting: Sitting, *kinds: SittingMail.Kind) -> None:
    """Ask once this is committed; if the queue is dead, the sweep finds who is to be told."""
    for kind in kinds:
        transaction.on_commit(partial(publish, tasks.mail, sitting.pk, kind.value), robust=True)

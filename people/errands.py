"""Asking a worker to mail invitations."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from config.publishing import publish
from people import tasks
from people.groups.mailing import AT_ONCE
from people.models import Invitation


def mail(invitations: Sequence[Invitation]) -> None:
    """Ask once they are committed; if the queue is dead, the sweep finds them."""
    ids = [invitation.pk for invitation in invitations if invitation.email]
    for first in range(0, len(ids), AT_ONCE):
        some = ids[first : first + AT_ONCE]
        transaction.on_commit(partial(publish, tasks.mail_invitations, some), robust=True)

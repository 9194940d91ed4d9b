"""Thin doors for Celery; each takes ids and calls one verb."""

from celery import shared_task

from people import deeds, retention
from people.groups import mailing


@shared_task
def mail_invitations(invitation_ids: list[int]) -> None:
    mailing.send(invitation_ids)


@shared_task
def forget_old_deeds() -> None:
    deeds.forget_old()


@shared_task
def sweep() -> None:
    lost = list(mailing.lost().order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(lost), mailing.AT_ONCE):
        mail_invitations.apply_async((lost[first : first + mailing.AT_ONCE],), expires=mailing.BEING_SENT.seconds)


@shared_task
def forget_old() -> None:
    retention.forget_invited()
    retention.forget_unconfirmed()
    retention.forget_log()

"""Invitations by mail; one that cannot be sent is tried again for an hour, and stops nothing."""

import logging
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from people.models import Invitation, Membership

AT_ONCE = 20
BEING_SENT = timedelta(minutes=5)
TRIED_FOR = timedelta(hours=1)

logger = logging.getLogger(__name__)


def send(invitation_ids: Collection[int]) -> None:
    """Mail those that are still open and have not been mailed."""
    invitations = Invitation.objects.usable().filter(pk__in=invitation_ids, mailed_at=None).exclude(email="")
    for invitation in invitations.select_related("group"):
        _send(invitation)


def lost() -> QuerySet[Invitation]:
    """Those that should have been mailed by now."""
    now = timezone.now()
    return (
        Invitation.objects.usable()
        .filter(mailed_at=None, made_at__gt=now - TRIED_FOR, made_at__lt=now - BEING_SENT)
        .exclude(email="")
    )


def _send(invitation: Invitation) -> None:
    this = Invitation.objects.filter(pk=invitation.pk)
    # Noted before it is sent, so that nobody gets it twice.
    if not this.filter(mailed_at=None).update(mailed_at=timezone.now()):
        return
    is_sent = False
    try:
        _written(invitation).send()
        is_sent = True
    except (OSError, ValueError) as error:
        logger.warning("The mail of invitation %s was not sent: %s", invitation.pk, error)
    finally:
        if not is_sent:
            this.update(mailed_at=None)


def _written(invitation: Invitation) -> EmailMessage:
    inviter = Membership.objects.present().filter(group=invitation.group_id, person=invitation.made_by_id).first()
    link = settings.BASE_URL.rstrip("/") + reverse("people:join", args=[invitation.code])
    facts = {"group": invitation.group, "inviter": inviter, "link": link, "invitation": invitation}
    body = render_to_string("people/mail/invitation.txt", facts)
    return EmailMessage(f"Rehearsal: an invitation to “{invitation.group}”", body, to=[invitation.email])

"""Mails about sittings: recorded first, then sent; one that is missed stops nothing."""

import logging
from smtplib import SMTPRecipientsRefused

from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone

from exams.models import Sitting, SittingMail, now
from exams.sittings import telling
from exams.sittings.calendar import as_calendar, page
from people import time_zones
from people.models import Membership, User

AT_ONCE = 20
Kind = SittingMail.Kind
logger = logging.getLogger(__name__)


def send(sitting_id: int, kind: str) -> bool:
    """Mail some of those to whom it is due; whether others are left. A dead mail server is tried by a later sweep."""
    sitting = Sitting.objects.select_related("group", "blueprint").filter(pk=sitting_id).first()
    if sitting is None:
        return False
    people = list(telling.due(sitting, kind, now())[: AT_ONCE + 1])
    if not people:
        return False
    try:
        # Before anything is recorded, so that who cannot be told now is told later.
        with mail.get_connection() as server:
            for person in people[:AT_ONCE]:
                _tell(sitting, person, kind, server)
    except OSError as error:
        logger.warning("Mails about sitting %s wait for the mail server: %s", sitting_id, error)
        return False
    return len(people) > AT_ONCE


def _tell(sitting: Sitting, person: User, kind: str, server: BaseEmailBackend) -> None:
    if (recorded := telling.claim(sitting, person, kind)) is None:
        return
    try:
        _written(sitting, person, kind, server).send()
    except (SMTPRecipientsRefused, ValueError) as error:
        logger.warning("Mail %s about sitting %s was not taken: %s", recorded, sitting.pk, error)
    else:
        telling.note_sent(recorded)


def _written(sitting: Sitting, person: User, kind: str, server: BaseEmailBackend) -> EmailMessage:
    is_off = sitting.cancelled_at is not None or not telling.is_invited(sitting, person)
    by = Membership.objects.present().filter(group=sitting.group_id, person=sitting.made_by_id).first()
    facts = {"sitting": sitting, "group": sitting.group, "by": by, "is_off": is_off, "link": page(sitting)}
    zone = person.time_zone if person.time_zone in time_zones.names() else "UTC"
    with timezone.override(zone):
        body = render_to_string(f"exams/sittings/mail/{kind}.txt", {**facts, "zone": zone})
    message = EmailMessage(_subject(sitting, kind, is_off=is_off), body, to=[person.email], connection=server)
    message.attach("sitting.ics", as_calendar(sitting, is_off=is_off).decode(), "text/calendar")
    return message


def _subject(sitting: Sitting, kind: str, *, is_off: bool) -> str:
    begins = {Kind.INVITATION: "an invitation to", Kind.REMINDER: "soon:", Kind.CHANGE: "changed:"}
    begin = "called off:" if is_off else begins[Kind(kind)]
    return f"Rehearsal: {begin} “{' '.join(sitting.title.split())}”"

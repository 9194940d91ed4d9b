"""Whom a mail about a sitting is due to: from what was recorded, so that nobody is told twice, nor forgotten."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from exams.models import Attempt, ClockTimestamp, Sitting, SittingMail, now
from exams.sittings.inviting import invited
from people.models import Membership, User

Kind = SittingMail.Kind

REMINDED_BEFORE = timedelta(hours=24)
# News of a change that could not be told for so long is told by the sitting's page alone.
CHANGE_TOLD_WITHIN = timedelta(days=1)

CLAIM = """
INSERT INTO exams_sittingmail (sitting_id, person_id, kind, recorded_at)
VALUES (%(sitting)s, %(person)s, %(kind)s, clock_timestamp())
ON CONFLICT (sitting_id, person_id, kind) DO UPDATE SET recorded_at = excluded.recorded_at, sent_at = NULL
WHERE exams_sittingmail.recorded_at < %(since)s::timestamptz
RETURNING id
"""


def due(sitting: Sitting, kind: str, moment: datetime) -> QuerySet[User]:
    """Those who are to get a mail of a kind, and have not: of a change, once they were told of the sitting at all."""
    told, since = _told(sitting, kind), _since(sitting, kind)
    done = told.filter(recorded_at__gte=since) if since else told
    people = User.objects.filter(is_active=True).exclude(pk__in=done.values("person"))
    people = people.exclude(pk__in=Attempt.objects.filter(sitting=sitting).values("candidate"))
    if not _is_time(sitting, kind, moment):
        return people.none()
    if kind == Kind.CHANGE:
        knew = _told(sitting, Kind.INVITATION).filter(recorded_at__lt=sitting.changed_at)
        present = Membership.objects.present().filter(group=sitting.group_id)
        return people.filter(pk__in=knew.values("person")).filter(pk__in=present.values("person"))
    if kind == Kind.REMINDER:
        # Not of what they were told just now, or are about to be.
        long_told = _told(sitting, Kind.INVITATION).filter(recorded_at__lt=since)
        people = people.filter(pk__in=long_told.values("person"))
    return people.filter(pk__in=invited(sitting).values("person"))


def all_due() -> Iterator[tuple[int, str]]:
    """Every sitting that somebody is to be told of, with the kind of mail."""
    moment = now()
    recent = Q(last_start_at__gt=moment) | Q(changed_at__gt=moment - CHANGE_TOLD_WITHIN)
    for sitting in Sitting.objects.filter(recent, results_opened_at=None):
        for kind in Kind.values:
            if due(sitting, kind, moment).exists():
                yield sitting.pk, kind


def claim(sitting: Sitting, person: User, kind: str) -> int | None:
    """Record a mail before it is sent; None where it has been recorded already."""
    facts: dict[str, Any] = {"sitting": sitting.pk, "person": person.pk, "kind": kind, "since": _since(sitting, kind)}
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, facts)
        row = cursor.fetchone()
    return row and row[0]


def is_invited(sitting: Sitting, person: User) -> bool:
    return invited(sitting).filter(person=person).exists()


def note_sent(mail_id: int) -> None:
    SittingMail.objects.filter(pk=mail_id).update(sent_at=ClockTimestamp())


def _told(sitting: Sitting, kind: str) -> QuerySet[SittingMail]:
    return SittingMail.objects.filter(sitting=sitting, kind=kind)


def _since(sitting: Sitting, kind: str) -> datetime | None:
    """Since when an earlier mail of the kind would have said what stands now; None: whenever it was."""
    if kind == Kind.REMINDER:
        return sitting.opens_at - REMINDED_BEFORE
    return sitting.changed_at if kind == Kind.CHANGE else None


def _is_time(sitting: Sitting, kind: str, moment: datetime) -> bool:
    if kind == Kind.CHANGE:
        return sitting.changed_at is not None and sitting.changed_at > moment - CHANGE_TOLD_WITHIN
    if sitting.cancelled_at is not None:
        return False
    if kind == Kind.REMINDER:
        return sitting.opens_at - REMINDED_BEFORE <= moment < sitting.opens_at
    return moment < sitting.last_start_at

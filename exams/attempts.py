"""Verbs on attempts: start, adjust, close. The clock is PostgreSQL's throughout."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Func, QuerySet, fields

from exams.clock import GRACE
from exams.models import Adjustment, Attempt, Blueprint, Response
from exams.papers import Sheet, draw_paper
from people.models import User
from questions.models import QuestionSet

EXTRA_TIME = "extra time for non-native English speakers"


class ClockTimestamp(Func):
    """What PostgreSQL's clock says at this moment; `now()` would be the start of the transaction."""

    function = "clock_timestamp"
    template = "%(function)s()"
    output_field = fields.DateTimeField()


class AlreadyClosed(Exception):
    """The attempt has ended, so nothing about it can change."""


def now() -> datetime:
    """The time by PostgreSQL's clock, whatever the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def running(candidate: User) -> Attempt | None:
    """The attempt that the candidate can go on with, if any; an overdue one is closed on the way."""
    close_overdue(candidate.attempts.all())
    return candidate.attempts.filter(handed_in_at=None).select_related("blueprint").first()


def start(candidate: User, blueprint: Blueprint, *, seed: int | None = None) -> Attempt:
    """Draw a paper and start its clock, or return the attempt that is running already. Raises CannotDraw."""
    if attempt := running(candidate):
        return attempt
    seed = secrets.randbelow(2**63) if seed is None else seed
    try:
        return _begin(candidate, blueprint, seed)
    except IntegrityError:
        # Another start was quicker; where its attempt has ended meanwhile, this one follows it.
        return running(candidate) or _begin(candidate, blueprint, seed)


def _begin(candidate: User, blueprint: Blueprint, seed: int) -> Attempt:
    return _pin(draw_paper(blueprint, seed=seed, candidate_id=candidate.pk), candidate, blueprint, seed)


@transaction.atomic
def _pin(sheets: list[Sheet], candidate: User, blueprint: Blueprint, seed: int) -> Attempt:
    started_at = now()
    extra = blueprint.extra if candidate.extra_time_since else timedelta(0)
    attempt = Attempt.objects.create(
        candidate=candidate,
        blueprint=blueprint,
        seed=seed,
        started_at=started_at,
        deadline=started_at + blueprint.allowed + extra,
        could_read_keys=_could_read_keys(candidate, blueprint),
    )
    if extra:
        Adjustment.objects.create(
            attempt=attempt,
            seconds=extra.total_seconds(),
            reason=EXTRA_TIME,
            made_by=candidate,
            made_at=started_at,
        )
    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            position=position,
            revision_id=sheet.revision,
            option_order=list(sheet.option_order),
            choose=sheet.choose,
            scored=sheet.scored,
        )
        for position, sheet in enumerate(sheets, 1)
    )
    return attempt


def _could_read_keys(candidate: User, blueprint: Blueprint) -> bool:
    readable = QuestionSet.objects.readable_by(candidate)
    return blueprint.drawn_from(candidate.pk).filter(pk__in=readable.values("pk")).exists()


@transaction.atomic
def adjust(attempt: Attempt, by: timedelta, *, reason: str, made_by: User | None) -> datetime:
    """Record a change to the deadline and make it; return the new deadline. Raises AlreadyClosed."""
    moved = Attempt.objects.filter(pk=attempt.pk, handed_in_at=None, deadline__gt=ClockTimestamp() - GRACE)
    if not moved.update(deadline=F("deadline") + by):
        raise AlreadyClosed(f"Attempt {attempt.pk} has ended; its time cannot change any more.")
    Adjustment.objects.create(
        attempt=attempt, seconds=by.total_seconds(), reason=reason, made_by=made_by, made_at=ClockTimestamp()
    )
    attempt.refresh_from_db(fields=["deadline"])
    return attempt.deadline


CLOSE = """
UPDATE exams_attempt
SET handed_in_at = least(clock_timestamp(), deadline),
    ending = CASE WHEN clock_timestamp() < deadline THEN 'candidate' ELSE 'clock' END
WHERE id = ANY(%(attempts)s) AND handed_in_at IS NULL
  AND (%(after)s::interval IS NULL OR clock_timestamp() >= deadline + %(after)s::interval)
RETURNING id
"""


def end(attempt: Attempt) -> bool:
    """Close because the candidate says so; whether this call did it."""
    return bool(_close([attempt.pk], after=None))


def end_if_time_is_up(attempt: Attempt) -> bool:
    """Close because a room believes that time is up, only if it is by the database's clock."""
    return bool(_close([attempt.pk], after=timedelta(0)))


def close_overdue(attempts: QuerySet[Attempt]) -> list[int]:
    """Close those attempts of a queryset that nobody handed in, grace included; return which."""
    overdue = attempts.filter(handed_in_at=None, deadline__lt=ClockTimestamp() - GRACE)
    return _close(list(overdue.values_list("pk", flat=True)), after=GRACE)


def _close(attempts: list[int], *, after: timedelta | None) -> list[int]:
    if not attempts:
        return []
    with connection.cursor() as cursor:
        facts: dict[str, Any] = {"attempts": attempts, "after": after}
        cursor.execute(CLOSE, facts)
        return [attempt for (attempt,) in cursor.fetchall()]

"""Verbs on attempts: start, go on, close. The clock is PostgreSQL's throughout."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, connection

from exams.adjusting import resume
from exams.allowances import Change, changes
from exams.beginning import begin
from exams.clock import GRACE
from exams.models import Attempt, Blueprint
from exams.models.attempt import AttemptQuerySet
from exams.papers import draw_paper
from exams.shortlist import source_of
from people.models import User


def running(candidate: User) -> Attempt | None:
    """The attempt that the candidate can go on with, if any; an overdue one is closed on the way."""
    open_ones = candidate.attempts.filter(handed_in_at=None)
    found = open_ones.select_related("blueprint", "sitting").first()
    return None if found is None or close_overdue(open_ones.filter(pk=found.pk)) else found


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
    sheets = draw_paper(blueprint, source_of(blueprint, candidate.pk), seed=seed)
    return begin(candidate, blueprint, sheets, seed=seed, changes=standing(candidate, blueprint))


def standing(candidate: User, blueprint: Blueprint) -> list[Change]:
    """The extra time that a candidate has in every exam."""
    kinds = ["extra"] if candidate.extra_time_since else []
    return changes(blueprint.allowed, blueprint.extra, kinds)


CLOSE = """
UPDATE exams_attempt
SET handed_in_at = least(clock_timestamp(), deadline),
    ending = CASE WHEN clock_timestamp() < deadline THEN %(by)s ELSE 'clock' END
WHERE id = ANY(%(attempts)s) AND handed_in_at IS NULL AND paused_at IS NULL
  AND (%(after)s::interval IS NULL OR clock_timestamp() >= deadline + %(after)s::interval)
RETURNING id
"""


def end(attempt: Attempt, *, by: Attempt.Ending = Attempt.Ending.CANDIDATE) -> bool:
    """Close because the candidate, or an instructor, says so; whether this call did it. A pause ends with it."""
    if _close([attempt.pk], after=None, by=by):
        return True
    return resume(attempt, made_by=None) and bool(_close([attempt.pk], after=None, by=by))


def end_if_time_is_up(attempt: Attempt) -> bool:
    """Close because a room believes that time is up, only if it is by the database's clock."""
    return bool(_close([attempt.pk], after=timedelta(0)))


def close_overdue(attempts: AttemptQuerySet) -> list[int]:
    """Close those attempts of a queryset that nobody handed in, grace included; return which."""
    return _close(list(attempts.overdue().values_list("pk", flat=True)), after=GRACE)


def _close(attempts: list[int], *, after: timedelta | None, by: Attempt.Ending = Attempt.Ending.CANDIDATE) -> list[int]:
    if not attempts:
        return []
    with connection.cursor() as cursor:
        facts: dict[str, Any] = {"attempts": attempts, "after": after, "by": by}
        cursor.execute(CLOSE, facts)
        return [attempt for (attempt,) in cursor.fetchall()]

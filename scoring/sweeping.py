"""What must happen, found again from the database alone."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice

from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection, transaction
from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Least

from exams.adjusting import resume_overdue
from exams.attempts import close_overdue
from exams.models import Attempt, ClockTimestamp
from exams.sittings.results import open_all_due
from scoring import entries, reports
from scoring.models import Report, Ruling, ScoringFailure

logger = logging.getLogger(__name__)

# A sweep is done within the time of a task, and so few that tasks which wait behind it do not wait long.
AT_ONCE = 200
LONGEST_PAUSE = 12
# A report that was being made while a ruling came has long been committed by then.
UNDER_WAY = timedelta(minutes=10)
NO_REPORT = Q(~Exists(Report.objects.filter(attempt=OuterRef("pk"))), handed_in_at__isnull=False)
# Any number that no other lock of the application has.
LOCK = 7_202


def sweep() -> None:
    """Close what is overdue, open what is due, score the unscored, mark anew what a ruling touches, bring leaderboards
    up to date; one at a time."""
    with _only_one() as is_this_one:
        if is_this_one:
            resume_overdue()
            close_overdue(Attempt.objects.all())
            open_all_due()
            for attempt in islice(_left_undone(), AT_ONCE):
                _make_report(attempt)
            _enter(entries.behind())
            _settle_rulings()


def mark_anew(ruling: Ruling) -> bool:
    """Mark anew what a ruling touches, so many attempts at most; whether some are left that can be marked."""
    behind = _behind(ruling).filter(pk__in=_due())
    for attempt in behind[:AT_ONCE]:
        _make_report(attempt)
    return behind.exists()


def unseal(sitting_id: int) -> bool:
    """Let attempts of a sitting whose results are open count, so many at most; whether some are left."""
    sealed = entries.opened_by(sitting_id)
    _enter(sealed)
    return sealed.exists()


@contextmanager
def _only_one() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (is_this_one,) = cursor.fetchone()
    try:
        yield is_this_one
    finally:
        if is_this_one:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def unscored() -> QuerySet[Attempt]:
    """Attempts that have ended and have no report, those tried before last, and at growing intervals, up to an hour."""
    by_tries = F("scoring_failure__times").asc(nulls_first=True)
    return _due().filter(NO_REPORT).order_by(by_tries, "handed_in_at")


def without_report() -> QuerySet[Attempt]:
    """Attempts that have ended and have no report, whether it is their turn to be tried or not."""
    return Attempt.objects.filter(NO_REPORT)


def _left_undone() -> Iterator[Attempt]:
    yield from unscored()[:AT_ONCE]
    for ruling in Ruling.objects.filter(settled_at=None):
        yield from _behind(ruling).filter(pk__in=_due())[:AT_ONCE]


def _behind(ruling: Ruling) -> QuerySet[Attempt]:
    """Attempts with the ruling's question whose score does not heed it yet."""
    heeding = Report.objects.filter(attempt=OuterRef("pk"), rulings_up_to__gte=ruling.number)
    return Attempt.objects.filter(~Exists(heeding), handed_in_at__isnull=False, responses__revision=ruling.revision_id)


def _due() -> QuerySet[Attempt]:
    pause = ExpressionWrapper(
        Value(timedelta(minutes=5)) * Least(F("scoring_failure__times"), LONGEST_PAUSE), output_field=DurationField()
    )
    return Attempt.objects.filter(
        Q(scoring_failure=None)
        | Q(pk__in=_broken_off())
        | Q(scoring_failure__last_tried_at__lt=ClockTimestamp() - pause)
    )


def _broken_off() -> list[int]:
    """Attempts whose first try broke off, which are tried again at once: a try that is under way holds its record."""
    with transaction.atomic():
        unheld = ScoringFailure.objects.filter(error="").select_for_update(skip_locked=True)
        return list(unheld.values_list("attempt_id", flat=True))


def _make_report(attempt: Attempt) -> None:
    try:
        reports.make(attempt.pk)
    except SoftTimeLimitExceeded:
        raise
    except Exception:  # noqa: BLE001 - reports.make has recorded it; the others must not wait
        logger.warning("the sweep goes on without attempt %s", attempt.pk)


def _enter(attempts: QuerySet[Attempt]) -> None:
    for attempt in attempts[:AT_ONCE]:
        try:
            entries.enter(attempt)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            logger.exception("leaderboards go on without attempt %s", attempt.pk)


def _settle_rulings() -> None:
    ripe = Ruling.objects.filter(settled_at=None, made_at__lt=ClockTimestamp() - UNDER_WAY)
    settled = [ruling.pk for ruling in ripe if not _behind(ruling).exists()]
    Ruling.objects.filter(pk__in=settled).update(settled_at=ClockTimestamp())

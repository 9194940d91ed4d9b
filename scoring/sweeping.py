"""What must happen, found again from the database alone."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Least
from django.utils import timezone

from exams.attempts import ClockTimestamp, close_overdue
from exams.models import Attempt
from scoring import reports
from scoring.models import Ruling

logger = logging.getLogger(__name__)

AT_ONCE = 200
LONGEST_PAUSE = 12
# A report that was being made while a ruling came has long been committed by then.
UNDER_WAY = timedelta(minutes=10)


def sweep() -> None:
    """Close what is overdue, score what is unscored, mark anew what a ruling touches."""
    close_overdue(Attempt.objects.all())
    _make_reports(unscored()[:AT_ONCE])
    for ruling in Ruling.objects.filter(settled_at=None):
        _settle(ruling)


def unscored() -> QuerySet[Attempt]:
    """Attempts that have ended and have no report, those that failed before at growing intervals, up to an hour."""
    return _due().filter(handed_in_at__isnull=False, reports=None).order_by("handed_in_at")


def _settle(ruling: Ruling) -> None:
    touched = Attempt.objects.filter(handed_in_at__isnull=False, responses__revision=ruling.revision_id)
    behind = touched.exclude(reports__rulings_up_to__gte=ruling.number)
    _make_reports(behind.filter(pk__in=_due())[:AT_ONCE])
    if ruling.made_at < timezone.now() - UNDER_WAY and not behind.exists():
        Ruling.objects.filter(pk=ruling.pk).update(settled_at=timezone.now())


def _due() -> QuerySet[Attempt]:
    pause = ExpressionWrapper(
        Value(timedelta(minutes=5)) * Least(F("scoring_failure__times"), LONGEST_PAUSE), output_field=DurationField()
    )
    return Attempt.objects.filter(
        Q(scoring_failure=None) | Q(scoring_failure__last_tried_at__lt=ClockTimestamp() - pause)
    )


def _make_reports(attempts: Iterable[Attempt]) -> None:
    for attempt in attempts:
        try:
            reports.make(attempt.pk)
        except Exception:  # noqa: BLE001 - reports.make has recorded it; the others must not wait
            logger.warning("the sweep goes on without attempt %s", attempt.pk)

"""Verbs on reports: make one, open one."""

import logging

from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection, transaction
from django.db.models import Max

from exams.models import Attempt, ClockTimestamp, Response
from scoring import entries, explanations
from scoring.marking import Figures, Sat, figures, order_to_explain
from scoring.models import Report, Ruling, ScoringFailure
from scoring.taken import paper, rulings_on, sat, scale

logger = logging.getLogger(__name__)

UNENDED = "An earlier try did not end: its worker was lost, or its time ran out."


def make(attempt_id: int) -> Report | None:
    """Score an attempt under today's rulings and explain it; the same report again where nothing has changed.

    Its entry in leaderboards is written with it, or neither is. None while the attempt runs. A failure is recorded for
    the sweep and for staff, and raised; a try that never ends, because its worker is lost or has no more time, leaves
    the record of its beginning, which nobody holds any more.
    """
    attempt = Attempt.objects.select_related("blueprint").filter(pk=attempt_id, handed_in_at__isnull=False).first()
    if attempt is None:
        return None
    _record_beginning(attempt)
    try:
        with transaction.atomic():
            _hold(attempt)
            report = _make(attempt)
            entries.enter(attempt)
    except SoftTimeLimitExceeded:
        # The worker's time ran out, perhaps over others: that says nothing about this attempt.
        raise
    except Exception as error:
        logger.exception("attempt %s could not be scored", attempt.pk)
        ScoringFailure.objects.filter(attempt=attempt).update(error=repr(error))
        raise
    ScoringFailure.objects.filter(attempt=attempt).delete()
    return report


def _make(attempt: Attempt) -> Report:
    responses = paper(attempt)
    revisions = [response.revision_id for response in responses]
    up_to = Ruling.objects.filter(revision__in=revisions).aggregate(last=Max("number"))["last"] or 0
    if report := attempt.reports.filter(rulings_up_to=up_to).first():
        return report
    explanations.compile_missing(revisions)
    sats = list(map(sat, responses))
    found = figures(sats, rulings_on(revisions, up_to), scale(attempt.blueprint))
    report, _ = Report.objects.get_or_create(
        attempt=attempt,
        rulings_up_to=up_to,
        defaults={**_columns(found), "explained": list(map(_order, responses, sats))},
    )
    return report


def _columns(found: Figures) -> dict[str, object]:
    return {
        **{name: getattr(found, name) for name in ("right", "counted", "scaled", "band_low", "band_high", "passed")},
        "headline": found.headline,
        "domains": list(map(vars, found.domains)),
        "objectives": list(map(vars, found.objectives)),
        "marks": list(map(vars, found.marks)),
    }


def _order(response: Response, asked: Sat) -> list[int]:
    return order_to_explain(response.option_order, asked.chosen, asked.key)


# One statement, since of two tries at once one may end, and remove its record, while the other looks for it.
BEGIN = """
INSERT INTO scoring_scoringfailure (attempt_id, times, last_tried_at, error) VALUES (%s, 1, clock_timestamp(), '')
ON CONFLICT (attempt_id) DO UPDATE
SET times = scoring_scoringfailure.times + 1, last_tried_at = clock_timestamp(), error = %s
"""


def _record_beginning(attempt: Attempt) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, [attempt.pk, UNENDED])


def _hold(attempt: Attempt) -> None:
    """Lock the record of this try until it ends; where its worker is lost, PostgreSQL lets go of it."""
    list(ScoringFailure.objects.filter(attempt=attempt).select_for_update().values_list("pk"))


OPEN = """
UPDATE exams_attempt SET report_opened_at = coalesce(report_opened_at, clock_timestamp())
WHERE id = %s AND handed_in_at IS NOT NULL AND EXISTS (SELECT FROM scoring_report WHERE attempt_id = exams_attempt.id)
RETURNING report_opened_at
"""


def open_report(attempt: Attempt) -> Report | None:
    """The newest report, opened: from now on no late work counts. None while there is no report yet."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [attempt.pk])
        row = cursor.fetchone()
    if row is None:
        return None
    attempt.report_opened_at = row[0]
    newest = attempt.reports.latest("rulings_up_to")
    if newest.seen_at is None:
        unseen = attempt.reports.filter(seen_at=None, rulings_up_to__lte=newest.rulings_up_to)
        unseen.update(seen_at=ClockTimestamp())
    return newest

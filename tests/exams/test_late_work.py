"""Work that comes after the close: stored apart as long as it may count, for its candidate alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from exams import attempts, late_work
from exams.clock import LATE_WORK_WINDOW
from exams.models import Attempt
from people import sessions
from scoring import reports
from tests import factories
from tests.factories import record

WAITS = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"


def hand_over(attempt: Attempt) -> late_work.Late | None:
    who = attempt.candidate
    return late_work.receive(attempt.pk, user_id=who.pk, session_version=who.session_version, records=[record()])


@pytest.mark.django_db
@pytest.mark.parametrize("ended_by", [attempts.end, attempts.end_if_time_is_up])
@pytest.mark.parametrize(("before_the_end", "is_received"), [(timedelta(minutes=1), True), (timedelta(0), False)])
def test_late_work_is_taken_for_a_day_after_the_end(exam, ended_by, before_the_end, is_received):
    attempt = attempts.start(factories.person(), exam)
    if ended_by is attempts.end_if_time_is_up:
        factories.move_back(attempt, attempt.allowed)
    assert ended_by(attempt)
    attempt.refresh_from_db()
    factories.move_back(attempt, LATE_WORK_WINDOW - before_the_end)
    assert hand_over(attempt).is_received is is_received
    assert attempt.late_work.exists() is is_received


@pytest.mark.django_db
def test_a_running_attempt_takes_no_late_work(exam):
    assert hand_over(attempts.start(factories.person(), exam)) is None


@pytest.mark.django_db
def test_an_ended_session_and_a_deactivated_account_hand_nothing_over(exam):
    attempt = factories.handed_in(factories.person(), exam)
    sessions.end_all(attempt.candidate)
    assert hand_over(attempt) is None
    attempt.candidate.refresh_from_db()
    attempt.candidate.is_active = False
    attempt.candidate.save()
    assert hand_over(attempt) is None
    assert not attempt.late_work.exists()


def test_late_work_that_meets_the_opening_of_the_report_waits_for_it_and_is_refused(committed):
    attempt = factories.handed_in(factories.person(), committed)
    reports.make(attempt.pk)

    def hand_over_elsewhere() -> late_work.Late | None:
        try:
            return hand_over(attempt)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic(), connection.cursor() as cursor:
            reports.open_report(attempt)
            handing_over = elsewhere.submit(hand_over_elsewhere)
            while not handing_over.done() and not cursor.execute(WAITS).fetchone()[0]:
                pass
        assert not handing_over.result().is_received
    assert not attempt.late_work.exists()

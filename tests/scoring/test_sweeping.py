from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connections
from django.db.models import F
from django.urls import reverse

from exams.models import now
from scoring import entries, explanations, reports, sweeping
from scoring.models import Report, Ruling, ScoringFailure
from scoring.rules import RulingKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(db):
    """Another connection to the same database."""
    other = connections.create_connection("default")
    yield other
    other.close()


def hold(connection, function: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [sweeping.LOCK])
        return cursor.fetchone()[0]


def out_of_time(*_):
    raise SoftTimeLimitExceeded


def ruled(attempt, count: int) -> list[Ruling]:
    places = attempt.responses.order_by("position")[:count]
    return [
        Ruling.objects.create(revision_id=place.revision_id, kind=RulingKind.DROP, reason="A reason.")
        for place in places
    ]


def test_of_two_sweeps_at_once_one_leaves_the_work_to_the_other(exam, elsewhere):
    attempt = factories.handed_in(factories.person(), exam)
    assert hold(elsewhere, "pg_try_advisory_lock")
    sweeping.sweep()
    assert not attempt.reports.exists()
    hold(elsewhere, "pg_advisory_unlock")
    sweeping.sweep()
    assert attempt.reports.exists()


def test_a_sweep_that_breaks_off_makes_way_for_the_next(exam, elsewhere, monkeypatch):
    factories.handed_in(factories.person(), exam)
    monkeypatch.setattr(explanations, "compile_missing", out_of_time)
    with pytest.raises(SoftTimeLimitExceeded):
        sweeping.sweep()
    assert hold(elsewhere, "pg_try_advisory_lock")


def killed(*_):
    raise SystemExit


@pytest.mark.parametrize("ends", [out_of_time, killed])
def test_an_attempt_whose_worker_was_lost_or_had_no_more_time_is_scored_by_the_next_sweep(exam, monkeypatch, ends):
    attempt = factories.handed_in(factories.person(), exam)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(explanations, "compile_missing", ends)
        with pytest.raises((SoftTimeLimitExceeded, SystemExit)):
            sweeping.sweep()
    sweeping.sweep()
    assert (attempt.reports.count(), ScoringFailure.objects.exists()) == (1, False)


@pytest.mark.parametrize("ends", [out_of_time, killed])
def test_an_attempt_that_costs_its_worker_the_time_or_the_life_holds_nothing_up(exam, monkeypatch, ends):
    fatal, sound = (factories.handed_in(factories.person(), exam) for _ in range(2))
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(entries, "enter", lambda attempt: ends() if attempt == fatal else None)
        for _ in range(2):
            with pytest.raises((SoftTimeLimitExceeded, SystemExit)):
                sweeping.sweep()
        assert sound.reports.exists()
        sweeping.sweep()
    assert not fatal.reports.exists()
    ScoringFailure.objects.update(last_tried_at=F("last_tried_at") - timedelta(minutes=11))
    sweeping.sweep()
    assert (fatal.reports.exists(), ScoringFailure.objects.exists()) == (True, False)


def test_staff_and_candidate_are_told_of_no_failure_before_a_second_try(admin_client, client, exam, monkeypatch):
    attempt = factories.handed_in(factories.person(), exam)
    client.force_login(attempt.candidate)
    monkeypatch.setattr(explanations, "compile_missing", out_of_time)
    for is_told in (False, True):
        with pytest.raises(SoftTimeLimitExceeded):
            reports.make(attempt.pk)
        page = client.get(reverse("scoring:report", args=[attempt.pk])).content.decode()
        assert ("Scoring did not work" in page) is is_told
        failures = admin_client.get(reverse("admin:scoring_scoringfailure_changelist")).content.decode()
        assert (reports.UNENDED in failures) is is_told


def test_a_sweep_makes_so_many_reports_at_most_however_many_rulings_wait(exam, monkeypatch):
    first, second, third = (factories.handed_in(factories.person(), exam) for _ in range(3))
    reports.make(first.pk)
    reports.make(second.pk)
    ruled(first, 1)
    ruled(second, 1)
    before = Report.objects.count()
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    sweeping.sweep()
    assert Report.objects.count() == before + 2
    assert third.reports.exists()
    sweeping.sweep()
    sweeping.sweep()
    assert not any(list(sweeping._behind(ruling)) for ruling in Ruling.objects.all())


def test_a_ruling_is_settled_once_every_attempt_heeds_it_and_no_report_can_be_under_way(exam):
    attempt = factories.reported(factories.person(), exam)
    (ruling,) = ruled(attempt, 1)
    sweeping.sweep()
    ruling.refresh_from_db()
    assert ruling.settled_at is None
    Ruling.objects.update(made_at=now() - sweeping.UNDER_WAY - timedelta(seconds=1))
    sweeping.sweep()
    ruling.refresh_from_db()
    assert ruling.settled_at is not None


def test_each_failure_is_counted(exam):
    attempt = factories.handed_in(factories.person(), exam)
    attempt.responses.filter(position=1).update(option_order=[], chosen=[3])
    for _ in range(2):
        with pytest.raises(IndexError):
            reports.make(attempt.pk)
    failure = ScoringFailure.objects.get()
    assert (failure.attempt, failure.times) == (attempt, 2)
    assert failure.last_tried_at <= now()

"""A try to score holds the record of its beginning, so that a sweep knows one under way from one that broke off."""

import pytest
from django.db import connections

from exams.models import now
from scoring import entries, reports, sweeping
from scoring.models import ScoringFailure
from tests import factories


@pytest.fixture
def elsewhere(committed):
    """Another connection to the same database, in a transaction."""
    other = connections.create_connection("default")
    other.set_autocommit(False)
    yield other
    other.close()


def holds(connection) -> bool:
    """Whether the connection gets hold of the record."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM scoring_scoringfailure FOR UPDATE SKIP LOCKED")
        return cursor.fetchone() is not None


def test_an_attempt_that_is_being_scored_is_left_to_its_worker(committed, elsewhere):
    attempt = factories.handed_in(factories.person(), committed)
    ScoringFailure.objects.create(attempt=attempt, last_tried_at=now(), error="")
    assert holds(elsewhere)
    assert not sweeping.unscored().exists()
    elsewhere.rollback()
    assert sweeping.unscored().get() == attempt


def test_a_try_holds_its_record_until_it_ends(committed, elsewhere, monkeypatch):
    got_hold = []

    def look(_) -> None:
        got_hold.append(holds(elsewhere))
        elsewhere.rollback()

    monkeypatch.setattr(entries, "enter", look)
    attempt = factories.handed_in(factories.person(), committed)
    reports.make(attempt.pk)
    assert (got_hold, ScoringFailure.objects.exists()) == ([False], False)

from datetime import timedelta

import pytest

from exams import adjusting, attempts, rooms
from exams.adjusting import AlreadyClosed, AlreadyPaused
from exams.clock import GRACE, deadline_of
from exams.models import Attempt, Pause, now
from tests import factories

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def attempt(exam) -> Attempt:
    return attempts.start(factories.person(), exam)


def stopped(attempt: Attempt, ago: timedelta) -> Pause:
    """The attempt's clock, stopped for fire that long ago; tests move what is stored, never the clock."""
    pause = adjusting.pause(attempt, reason="fire alarm", made_by=None)
    Attempt.objects.filter(pk=attempt.pk).update(paused_at=pause.began_at - ago)
    Pause.objects.filter(pk=pause.pk).update(began_at=pause.began_at - ago, until=pause.until - ago)
    attempt.refresh_from_db()
    pause.refresh_from_db()
    return pause


def seat(attempt: Attempt) -> Attempt:
    return rooms.seats(attempt.candidate).get(pk=attempt.pk)


def test_a_stopped_clock_shows_the_same_time_left_for_as_long_as_it_stands(attempt):
    stopped(attempt, 10 * MINUTE)
    left = rooms.state(seat(attempt), since=0)["seconds_left"]
    assert left == (attempt.deadline - attempt.paused_at).total_seconds()


def test_the_time_for_which_the_clock_stood_is_given_back_with_a_record(attempt, exam):
    stopped(attempt, 10 * MINUTE)
    assert adjusting.resume(attempt, made_by=None)
    recorded = [timedelta(seconds=each.seconds) for each in attempt.adjustments.all()]
    assert attempt.deadline == deadline_of(attempt.started_at, exam.allowed, recorded)
    assert timedelta(0) <= sum(recorded, timedelta(0)) - 10 * MINUTE < 30 * timedelta(seconds=1) + MINUTE
    assert attempt.adjustments.get().reason == "the clock stood: fire alarm"
    assert attempt.paused_at is None


def test_a_clock_is_not_stopped_twice(attempt):
    adjusting.pause(attempt, reason="fire alarm", made_by=None)
    with pytest.raises(AlreadyPaused):
        adjusting.pause(attempt, reason="fire alarm", made_by=None)
    assert attempt.pauses.count() == 1


def test_a_clock_that_runs_is_not_started_again(attempt):
    assert not adjusting.resume(attempt, made_by=None)
    assert not attempt.adjustments.exists()


def test_the_clock_of_an_attempt_that_has_ended_cannot_be_stopped(attempt):
    attempts.end(attempt)
    with pytest.raises(AlreadyClosed):
        adjusting.pause(attempt, reason="fire alarm", made_by=None)


def test_an_attempt_whose_clock_stands_is_not_overdue_however_late_it_is(attempt, exam):
    stopped(attempt, exam.allowed + GRACE + MINUTE)
    assert attempts.close_overdue(Attempt.objects.all()) == []
    assert not attempts.end_if_time_is_up(attempt)
    assert not rooms.has_closed(seat(attempt))


def test_an_answer_given_before_the_pause_is_still_taken(attempt, exam):
    stopped(attempt, exam.allowed + GRACE + MINUTE)
    factories.answer(attempt, right=[1])
    assert attempt.responses.get(position=1).chosen


def test_a_pause_ends_by_itself_and_gives_back_no_more_than_it_may_last(attempt):
    pause = stopped(attempt, adjusting.LONGEST_PAUSE + MINUTE)
    assert adjusting.resume_overdue() == [attempt.pk]
    assert attempt.adjustments.get().seconds == adjusting.LONGEST_PAUSE.total_seconds()
    pause.refresh_from_db()
    assert pause.ended_at == pause.until


def test_ending_an_exam_whose_clock_stands_ends_the_pause_first(attempt):
    stopped(attempt, 10 * MINUTE)
    assert attempts.end(attempt, by=Attempt.Ending.INSTRUCTOR)
    attempt.refresh_from_db()
    assert (attempt.ending, attempt.paused_at) == (Attempt.Ending.INSTRUCTOR, None)
    assert not attempt.pauses.filter(ended_at=None).exists()
    assert attempt.handed_in_at <= now()

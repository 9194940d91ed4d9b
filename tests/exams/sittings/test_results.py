import pytest

from exams import attempts
from exams.models import Accommodation, Sitting
from exams.sittings import results, starting
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return factories.person()


@pytest.fixture
def ben():
    return factories.person()


@pytest.fixture
def sitting(ann, ben, exam) -> Sitting:
    return factories.sitting(factories.group(ann, ben), exam)


def test_results_stay_closed_while_anybody_sits_or_may_start(sitting, ann, ben):
    attempts.end(starting.start(ann, sitting))
    assert not results.open_if_due(sitting)
    running = starting.start(ben, sitting)
    assert not results.open_if_due(sitting)
    attempts.end(running)
    assert results.open_if_due(sitting)


def test_a_member_who_never_starts_holds_nothing_up_once_the_window_is_over(sitting, ann):
    attempts.end(starting.start(ann, sitting))
    factories.window_over(sitting)
    assert results.open_all_due() == [sitting.pk]
    assert results.open_all_due() == []


def test_a_sitting_that_was_called_off_has_no_results(sitting):
    factories.window_over(sitting)
    Sitting.objects.filter(pk=sitting.pk).update(cancelled_at=sitting.opens_at)
    assert not results.open_if_due(sitting)


def test_the_close_waits_for_the_time_that_was_granted(sitting, ann, exam):
    Accommodation.objects.create(
        group=sitting.group, sitting=sitting, person=ann, kind=Accommodation.Kind.DOUBLE, granted=True
    )
    assert results.closes_at(sitting) == sitting.last_start_at + 2 * exam.allowed
    attempt = starting.start(ann, sitting)
    assert attempt.deadline - attempt.started_at == 2 * exam.allowed
    assert [each.reason for each in attempt.adjustments.all()] == ["2 times the time"]

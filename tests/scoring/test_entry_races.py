"""Races over real connections: whoever writes last has seen everything."""

from exams.models import Intervention
from scoring import entries, reports
from scoring.models import Entry, Standing
from tests import factories
from tests.at_once import at_once
from tests.scoring.ranked import intervene, lines

BETTER, WORSE = range(1, 66), range(1, 40)


def test_two_reports_of_one_candidate_at_once_leave_a_standing_of_both(committed):
    ann = factories.person()
    for number in range(1, 4):
        first, second = (factories.handed_in(ann, committed, right=right) for right in (BETTER, WORSE))
        at_once(lambda one=first: reports.make(one.pk), lambda other=second: reports.make(other.pk))
        assert list(lines(ann)) == [(2 * number, 1000)]


def test_the_same_report_made_twice_at_once_is_one_entry(committed):
    ann = factories.person()
    attempt = factories.handed_in(ann, committed, right=BETTER)
    at_once(*[lambda: reports.make(attempt.pk)] * 3)
    assert list(lines(ann)) == [(1, 1000)]
    assert Entry.objects.get().attempt == attempt


def test_scoring_and_voiding_at_once_never_let_a_void_attempt_count(committed):
    ann = factories.person()
    for _ in range(3):
        attempt = factories.handed_in(ann, committed, right=BETTER)
        at_once(
            lambda made=attempt: reports.make(made.pk),
            lambda made=attempt: intervene(made, Intervention.Kind.VOID),
        )
        for behind in entries.behind():
            entries.enter(behind)
    assert not Standing.objects.exists()


def test_rebuilding_while_reports_come_loses_none(committed):
    ann, ben = factories.person(), factories.person()
    reports.make(factories.handed_in(ann, committed, right=WORSE).pk)
    fresh = [factories.handed_in(person, committed, right=BETTER) for person in (ann, ben)]
    at_once(entries.rebuild, *[lambda made=made: reports.make(made.pk) for made in fresh])
    assert list(lines(ann, ben)) == [(2, 1000), (1, 1000)]

"""Races over real connections: a start against another, against a change, a grant and the opening of the results."""

from functools import partial

import pytest
from django.core import mail

from exams import attempts
from exams.models import Attempt, Sitting, SittingMail
from exams.sittings import asking, mailing, results, scheduling, starting
from people.models import StudyGroup
from tests import factories
from tests.at_once import at_once

ROUNDS = 4


@pytest.fixture
def people(committed):
    """A teacher and two members, whose group and sittings are gone before their accounts are."""
    yield factories.person(display_name="Tess"), factories.person(), factories.person()
    Attempt.objects.filter(sitting__isnull=False).delete()
    Sitting.objects.all().delete()
    StudyGroup.objects.all().delete()


def scheduled(people, exam, **facts) -> Sitting:
    """A sitting of a new group, after what earlier rounds left has been put away."""
    Attempt.objects.filter(sitting__isnull=False).delete()
    Sitting.objects.all().delete()
    teacher, *members = people
    return factories.sitting(factories.group(*members, owner=teacher), exam, **facts)


def outcome(verb, *args, **facts):
    """What a verb gives, or the words with which it is refused."""
    try:
        return verb(*args, **facts)
    except (starting.CannotStart, scheduling.CannotChange, asking.CannotDecide) as refused:
        return str(refused)


def test_of_two_starts_at_once_there_is_one_attempt(people, committed):
    _, ann, _ = people
    for _ in range(ROUNDS):
        sitting = scheduled(people, committed)
        first, second = at_once(*[partial(starting.start, ann, sitting)] * 2)
        assert first == second
        assert sitting.attempts.count() == 1


def test_two_sittings_started_at_once_leave_one_running(people, committed):
    _, ann, ben = people
    for _ in range(ROUNDS):
        sitting = scheduled(people, committed)
        Sitting.objects.filter(pk=sitting.pk).update(cancelled_at=sitting.opens_at)
        other = factories.sitting(factories.group(ann, ben), committed)
        Sitting.objects.filter(pk=sitting.pk).update(cancelled_at=None)
        became = at_once(*(partial(outcome, starting.start, ann, each) for each in (sitting, other)))
        assert len([each for each in became if isinstance(each, Attempt)]) == 1
        assert "Another attempt of yours" in next(each for each in became if isinstance(each, str))


def test_no_results_open_over_somebody_who_starts(people, committed):
    _, ann, ben = people
    for _ in range(ROUNDS):
        sitting = scheduled(people, committed, everyone=False, invitees=[ann, ben])
        attempts.end(starting.start(ann, sitting))
        opened, started = at_once(partial(results.open_if_due, sitting), partial(outcome, starting.start, ben, sitting))
        assert (opened, isinstance(started, Attempt)) == (False, True)
        attempts.end(started)
        assert results.open_if_due(sitting)


def test_a_start_never_meets_half_a_change(people, committed):
    teacher, ann, _ = people
    for _ in range(ROUNDS):
        sitting = scheduled(people, committed)
        anew = {"made_by": teacher, "seen": 0, "anew": True}
        attempt, refused = at_once(
            partial(starting.start, ann, sitting),
            partial(outcome, scheduling.change, sitting, {"title": "Anew"}, [], **anew),
        )
        sitting.refresh_from_db()
        assert (sitting.title == "Anew") == (refused is None)
        assert paper(attempt) == sorted(sitting.places.values_list("revision", flat=True))


def paper(attempt: Attempt) -> list[int]:
    return sorted(attempt.responses.values_list("revision", flat=True))


def test_a_sitting_is_called_off_or_started_never_both(people, committed):
    _, ann, _ = people
    for _ in range(ROUNDS):
        sitting = scheduled(people, committed)
        started, refused = at_once(
            partial(outcome, starting.start, ann, sitting), partial(outcome, scheduling.call_off, sitting)
        )
        assert isinstance(started, Attempt) != (refused is None)


def test_a_grant_counts_for_a_start_or_is_refused(people, committed):
    teacher, ann, _ = people
    for _ in range(ROUNDS):
        sitting = scheduled(people, committed)
        asked = asking.ask(ann, sitting.group, sitting, kind="2", reason="A second language")
        attempt, refused = at_once(
            partial(starting.start, ann, sitting),
            partial(outcome, asking.decide, asked, is_granted=True, decided_by=teacher),
        )
        assert (attempt.allowed == 2 * committed.allowed) == (refused is None)


def test_two_workers_tell_nobody_twice(people, committed):
    sitting = scheduled(people, committed)
    mail.outbox.clear()
    at_once(*[partial(mailing.send, sitting.pk, SittingMail.Kind.INVITATION)] * 2)
    assert sorted(each.to[0] for each in mail.outbox) == sorted(each.email for each in people[1:])

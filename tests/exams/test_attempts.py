from datetime import timedelta

import pytest

from exams import adjusting, attempts, rooms
from exams.adjusting import AlreadyClosed
from exams.clock import GRACE, deadline_of
from exams.models import Attempt, now
from questions import revisions
from questions.drafts import Draft, DraftOption
from tests import factories

pytestmark = pytest.mark.django_db


def move_into_the_past(attempt: Attempt, by: timedelta) -> None:
    """Tests move the start, never the clock."""
    Attempt.objects.filter(pk=attempt.pk).update(started_at=attempt.started_at - by, deadline=attempt.deadline - by)


def test_a_started_attempt_pins_the_whole_paper(exam):
    attempt = attempts.start(factories.person(), exam)
    assert attempt.responses.count() == exam.questions
    assert attempt.responses.filter(scored=True).count() == exam.scored
    assert attempt.deadline - attempt.started_at == exam.allowed


def test_the_deadline_is_the_start_the_blueprints_time_and_the_recorded_changes(exam):
    person = factories.person()
    person.extra_time_since = now()
    attempt = attempts.start(person, exam)
    adjusting.adjust(attempt, timedelta(minutes=15), reason="fire alarm", made_by=None)
    attempt.refresh_from_db()
    changes = [timedelta(seconds=change.seconds) for change in attempt.adjustments.all()]
    assert changes == [timedelta(minutes=30), timedelta(minutes=15)]
    assert attempt.deadline == deadline_of(attempt.started_at, exam.allowed, changes)


def test_starting_again_resumes_the_running_attempt(exam):
    person = factories.person()
    assert attempts.start(person, exam) == attempts.start(person, exam)


def test_an_overdue_attempt_is_closed_by_the_next_start_and_never_blocks_it(exam):
    person = factories.person()
    overdue = attempts.start(person, exam)
    move_into_the_past(overdue, exam.allowed + GRACE + timedelta(seconds=1))
    fresh = attempts.start(person, exam)
    overdue.refresh_from_db()
    assert fresh != overdue
    assert (overdue.handed_in_at, overdue.ending) == (overdue.deadline, Attempt.Ending.CLOCK)


def test_a_start_that_was_overtaken_by_an_attempt_that_has_ended_makes_one_of_its_own(exam, monkeypatch):
    person, draw = factories.person(), attempts.draw_paper

    def overtaken(*args, **facts):
        monkeypatch.setattr(attempts, "draw_paper", draw)
        move_into_the_past(attempts.start(person, exam), exam.allowed + GRACE + timedelta(seconds=1))
        return draw(*args, **facts)

    monkeypatch.setattr(attempts, "draw_paper", overtaken)
    attempt = attempts.start(person, exam)
    assert attempt.handed_in_at is None
    assert attempt.deadline - attempt.started_at == exam.allowed
    assert person.attempts.exclude(pk=attempt.pk).get().handed_in_at


def test_an_attempt_within_its_grace_is_not_closed_by_the_sweep(exam):
    attempt = attempts.start(factories.person(), exam)
    move_into_the_past(attempt, exam.allowed + timedelta(seconds=5))
    assert attempts.close_overdue(Attempt.objects.all()) == []


def test_a_room_that_believes_time_is_up_too_early_closes_nothing(exam):
    attempt = attempts.start(factories.person(), exam)
    assert not attempts.end_if_time_is_up(attempt)
    attempt.refresh_from_db()
    assert attempt.handed_in_at is None


def test_a_room_closes_its_attempt_once_the_deadline_has_passed(exam):
    attempt = attempts.start(factories.person(), exam)
    move_into_the_past(attempt, exam.allowed)
    assert attempts.end_if_time_is_up(attempt)
    attempt.refresh_from_db()
    assert (attempt.handed_in_at, attempt.ending) == (attempt.deadline, Attempt.Ending.CLOCK)


def test_ending_twice_closes_once(exam):
    attempt = attempts.start(factories.person(), exam)
    assert [attempts.end(attempt), attempts.end(attempt)] == [True, False]
    attempt.refresh_from_db()
    assert attempt.ending == Attempt.Ending.CANDIDATE


def test_the_time_of_an_ended_attempt_cannot_change(exam):
    attempt = attempts.start(factories.person(), exam)
    attempts.end(attempt)
    with pytest.raises(AlreadyClosed):
        adjusting.adjust(attempt, timedelta(minutes=5), reason="too late", made_by=None)
    assert attempt.adjustments.count() == 0


def test_the_time_of_an_overdue_attempt_that_nobody_has_closed_yet_cannot_change(exam):
    attempt = attempts.start(factories.person(), exam)
    move_into_the_past(attempt, exam.allowed + GRACE)
    with pytest.raises(AlreadyClosed):
        adjusting.adjust(attempt, timedelta(hours=5), reason="too late", made_by=None)
    attempt.refresh_from_db()
    assert (attempt.adjustments.count(), attempt.allowed) == (0, exam.allowed)


def test_an_attempt_by_somebody_who_could_read_the_keys_is_marked(exam):
    assert not attempts.start(factories.person(), exam).could_read_keys
    assert attempts.start(factories.person(is_staff=True), exam).could_read_keys


def test_a_second_paper_prefers_what_the_first_did_not_show(exam):
    exam.questions = exam.scored = 20
    exam.save()
    person = factories.person()
    papers = []
    for seed in range(3):
        attempt = attempts.start(person, exam, seed=seed)
        attempts.end(attempt)
        papers += attempt.responses.values_list("revision__question", flat=True)
    assert len(set(papers)) == len(papers) == 60


def test_an_edited_question_is_a_revision_for_later_papers_and_a_running_one_keeps_its_wording(exam):
    attempt = attempts.start(factories.person(), exam)
    pinned = attempt.responses.first().revision
    draft = Draft(
        name=pinned.question.name,
        stem="Another wording?",
        options=(
            DraftOption("Yes", is_key=True, rationale="It is."),
            DraftOption("No", is_key=False, rationale="It is."),
        ),
        objective=pinned.objective.code,
    )
    revisions.publish(pinned.question.question_set, [draft])
    paper = rooms.open_room(rooms.seats(attempt.candidate).get())
    assert pinned.question.revisions.count() == 2
    assert paper.places[0]["stem_html"] == pinned.stem_html

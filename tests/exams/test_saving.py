from datetime import timedelta

import pytest
from django.db import connection

from exams import attempts, saving
from exams.clock import GRACE
from exams.models import Attempt
from exams.records import Malformed
from people import sessions
from tests import factories
from tests.factories import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(exam) -> Attempt:
    return attempts.start(factories.person(), exam)


def save(attempt: Attempt, *records, person=None):
    who = person or attempt.candidate
    return saving.save(attempt.pk, user_id=who.pk, session_version=who.session_version, records=list(records))


def outcomes(answer) -> dict[int, str]:
    return {position: became["outcome"] for position, became in answer.positions.items()}


def stored(attempt: Attempt, position: int = 1):
    return attempt.responses.get(position=position)


def test_a_save_is_one_statement(attempt, django_assert_num_queries):
    with django_assert_num_queries(1):
        save(attempt, *(record(position) for position in range(1, 66)))


def test_a_new_edit_is_kept(attempt):
    assert outcomes(save(attempt, record(chosen=(1,), flagged=True, struck=(0, 2), seconds=31))) == {1: "kept"}
    response = stored(attempt)
    assert (response.chosen, response.flagged, response.struck, response.seconds) == ([1], True, [0, 2], 31)


def test_a_replay_is_already_kept_and_changes_nothing(attempt):
    save(attempt, record())
    before = stored(attempt).saved_at
    assert outcomes(save(attempt, record())) == {1: "already kept"}
    assert stored(attempt).saved_at == before


@pytest.mark.parametrize(
    ("counter", "device", "outcome"),
    [(4, "f" * 16, "superseded"), (5, "a" * 16, "superseded"), (5, "c" * 16, "kept"), (6, "a" * 16, "kept")],
)
def test_the_greater_stamp_wins_and_ties_go_by_device(attempt, counter, device, outcome):
    save(attempt, record(counter=5, device="b" * 16, chosen=(0,)))
    assert outcomes(save(attempt, record(counter=counter, device=device, chosen=(1,)))) == {1: outcome}
    assert stored(attempt).chosen == ([1] if outcome == "kept" else [0])


def test_a_superseded_edit_is_told_the_present_response_and_its_stamp(attempt):
    save(attempt, record(counter=5, device="b" * 16, chosen=(1,), seconds=9))
    became = save(attempt, record(counter=2)).positions[1]
    assert became["outcome"] == "superseded"
    assert became["present"] == {
        "position": 1, "counter": 5, "device": "b" * 16, "chosen": [1], "flagged": False, "struck": [], "seconds": 9,
    }  # fmt: skip


def test_the_same_stamp_with_another_choice_never_answers_as_if_it_was_kept(attempt):
    save(attempt, record(chosen=(0,)))
    assert outcomes(save(attempt, record(chosen=(1,)))) == {1: "superseded"}


def test_a_visit_without_an_edit_adds_time_and_touches_no_answer(attempt):
    save(attempt, record(chosen=(1,), seconds=10))
    assert outcomes(save(attempt, record(chosen=(1,), seconds=25))) == {1: "already kept"}
    assert (stored(attempt).chosen, stored(attempt).seconds) == ([1], 25)


def test_a_newer_edit_from_a_device_that_saw_less_of_the_question_takes_no_time_away(attempt):
    save(attempt, record(counter=1, seconds=30))
    save(attempt, record(counter=2, chosen=(1,), seconds=9))
    assert (stored(attempt).chosen, stored(attempt).seconds) == ([1], 30)


def test_a_save_updates_nothing_of_the_attempts_row(attempt):
    version = "SELECT ctid, xmin, exams_attempt FROM exams_attempt WHERE id = %s"
    with connection.cursor() as cursor:
        before = cursor.execute(version, [attempt.pk]).fetchone()
        save(attempt, record())
        assert cursor.execute(version, [attempt.pk]).fetchone() == before


def test_a_first_visit_is_seen_and_not_answered(attempt):
    visit = record(position=2, counter=0, device="", chosen=(), seconds=4)
    assert outcomes(save(attempt, visit)) == {2: "already kept"}
    assert stored(attempt, 2).seconds == 4


def test_the_first_complete_choice_is_remembered(attempt):
    save(attempt, record(counter=1, chosen=()))
    assert stored(attempt).first_chosen is None
    single = attempt.responses.filter(choose=1, position__gt=1).first().position
    for counter, option in enumerate((2, 3), 1):
        save(attempt, record(single, counter, chosen=(option,)))
    assert stored(attempt, single).first_chosen == [2]


@pytest.mark.parametrize("position", [0, 66, 1000])
def test_a_position_that_is_not_on_the_paper_refuses_the_whole_batch(attempt, position):
    with pytest.raises(Malformed):
        save(attempt, record(2), record(position))
    assert stored(attempt, 2).counter == 0


def test_two_answers_to_a_single_choice_are_refused(attempt):
    single = attempt.responses.filter(choose=1).first().position
    with pytest.raises(Malformed):
        save(attempt, record(single, chosen=(0, 1)))
    assert stored(attempt, single).chosen == []


@pytest.mark.parametrize("misfit", [{"chosen": (11,)}, {"chosen": (), "struck": (9,)}])
def test_an_option_that_is_not_on_the_paper_is_refused(attempt, misfit):
    with pytest.raises(Malformed):
        save(attempt, record(**misfit))
    assert stored(attempt).counter == 0


def test_nobody_saves_into_anothers_attempt(attempt):
    assert save(attempt, record(), person=factories.person()) is None
    assert stored(attempt).counter == 0


def test_a_session_that_was_ended_saves_nothing(attempt):
    sessions.end_all(attempt.candidate)
    assert save(attempt, record()) is None


def test_a_deactivated_account_saves_nothing(attempt):
    attempt.candidate.is_active = False
    attempt.candidate.save()
    assert save(attempt, record()) is None


def test_a_save_after_the_hand_in_is_refused(attempt):
    attempts.end(attempt)
    assert save(attempt, record()) is None
    assert stored(attempt).counter == 0


@pytest.mark.parametrize(("late_by", "is_kept"), [(0, True), (GRACE.seconds - 5, True), (GRACE.seconds, False)])
def test_grace_covers_saves_in_flight_and_ends(attempt, late_by, is_kept):
    past = attempt.allowed + timedelta(seconds=late_by)
    Attempt.objects.filter(pk=attempt.pk).update(started_at=attempt.started_at - past, deadline=attempt.deadline - past)
    answer = save(attempt, record())
    assert (answer is not None) is is_kept
    assert answer is None or answer.seconds_left == 0

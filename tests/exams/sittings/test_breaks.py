import json
from datetime import timedelta

import pytest
from django.urls import reverse

from exams import adjusting, attempts, rooms
from exams.adjusting import AlreadyClosed, AlreadyPaused
from exams.models import Attempt, Pause
from exams.sittings import breaks, starting
from exams.sittings.breaks import NoBreakLeft
from tests import factories
from tests.exams.sittings.granting import grant_breaks

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def attempt(exam) -> Attempt:
    ann = factories.person()
    attempt = starting.start(ann, factories.sitting(factories.group(ann, factories.person()), exam))
    grant_breaks(attempt, 10)
    return attempt


@pytest.fixture
def candidate(client, attempt):
    client.force_login(attempt.candidate)
    return client


def let_break_last(attempt: Attempt, time: timedelta) -> None:
    """The break began that much earlier."""
    pause = attempt.pauses.get(ended_at=None)
    Attempt.objects.filter(pk=attempt.pk).update(paused_at=pause.began_at - time)
    Pause.objects.filter(pk=pause.pk).update(began_at=pause.began_at - time, until=pause.until - time)


def state(client, attempt: Attempt) -> dict:
    return client.get(reverse("exams:state", args=[attempt.pk])).json()


def post(client, name: str, attempt: Attempt):
    return client.post(reverse(name, args=[attempt.pk]), json.dumps({}), content_type="application/json")


def test_a_break_lasts_as_long_as_is_left_at_most(attempt):
    pause = breaks.take(attempt)
    assert (pause.is_break, pause.until - pause.began_at) == (True, 10 * MINUTE)
    let_break_last(attempt, 4 * MINUTE)
    assert breaks.end(attempt)
    assert 5 * MINUTE < breaks.left(attempt) <= 6 * MINUTE
    again = breaks.take(attempt)
    assert again.until - again.began_at <= 6 * MINUTE


def test_the_clock_ends_a_break_that_has_used_what_was_granted(attempt):
    breaks.take(attempt)
    let_break_last(attempt, 11 * MINUTE)
    assert adjusting.resume_overdue() == [attempt.pk]
    assert breaks.left(attempt) == timedelta(0)
    with pytest.raises(NoBreakLeft):
        breaks.take(attempt)


def test_asking_for_the_state_ends_a_break_that_is_over(candidate, attempt):
    breaks.take(attempt)
    assert state(candidate, attempt)["paused"]["is_break"]
    let_break_last(attempt, 11 * MINUTE)
    told = state(candidate, attempt)
    assert (told["paused"], told["break_seconds"]) == (None, 0)
    assert told["allowed_seconds"] == attempt.allowed.total_seconds() + 600


def test_nobody_takes_a_break_that_was_not_granted(exam):
    attempt = attempts.start(factories.person(), exam)
    assert breaks.left(attempt) is None
    with pytest.raises(NoBreakLeft):
        breaks.take(attempt)


def test_a_break_is_not_taken_twice_nor_after_the_end(attempt):
    breaks.take(attempt)
    with pytest.raises(AlreadyPaused):
        breaks.take(attempt)
    breaks.end(attempt)
    attempts.end(attempt)
    with pytest.raises(AlreadyClosed):
        breaks.take(attempt)


def test_a_candidate_does_not_end_what_an_instructor_has_stopped(attempt, candidate):
    adjusting.pause(attempt, reason="fire alarm", made_by=None)
    assert not breaks.end(attempt)
    assert post(candidate, "exams:breaks_end", attempt).json()["paused"]["reason"] == "fire alarm"


def test_a_room_takes_a_break_and_goes_on(candidate, attempt):
    told = post(candidate, "exams:breaks", attempt).json()
    assert (told["paused"]["is_break"], told["break_seconds"]) == (True, 600)
    assert post(candidate, "exams:breaks_end", attempt).json()["paused"] is None


def test_a_room_without_break_time_is_told_so(candidate, attempt):
    attempt.sitting.accommodations.all().delete()
    reply = post(candidate, "exams:breaks", attempt)
    assert (reply.status_code, reply.json()) == (400, {"error": "You have no break time left."})


def test_plain_forms_lead_back_to_the_room(candidate, attempt):
    for name in ("exams:breaks", "exams:breaks_end"):
        assert candidate.post(reverse(name, args=[attempt.pk])).url == reverse("exams:room", args=[attempt.pk])


@pytest.mark.parametrize("name", ["exams:breaks", "exams:breaks_end"])
def test_a_break_is_for_its_candidate_alone(client, attempt, name):
    assert post(client, name, attempt).status_code == 401
    client.force_login(attempt.sitting.made_by)
    assert post(client, name, attempt).status_code == 404
    assert not attempt.pauses.exists()


def test_the_room_of_a_stopped_clock_does_not_deliver_the_paper(candidate, attempt):
    adjusting.pause(attempt, reason="fire alarm", made_by=None)
    stem = attempt.responses.first().revision.stem_html
    address = reverse("exams:room", args=[attempt.pk])
    page, part = candidate.get(address).text, candidate.get(address, headers={"HX-Request": "true"}).text
    assert "An instructor has stopped your clock: fire alarm." in page
    assert stem not in page
    assert "stopped your clock" in part
    assert "<html" not in part
    adjusting.resume(attempt, made_by=None)
    assert candidate.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert stem in candidate.get(address).text


def test_a_room_of_a_sitting_asks_more_often_than_one_of_a_mock_sat_alone(candidate, attempt, client, exam):
    assert state(candidate, attempt)["poll_seconds"] == rooms.POLL_SECONDS_IN_SITTING <= 8
    alone = attempts.start(factories.person(), exam)
    client.force_login(alone.candidate)
    assert state(client, alone)["poll_seconds"] == 60


@pytest.mark.parametrize("breaks_taken", [0, 3])
def test_what_a_room_asks_every_few_seconds_costs_six_queries(
    candidate, attempt, breaks_taken, django_assert_num_queries
):
    for _ in range(breaks_taken):
        breaks.take(attempt)
        breaks.end(attempt)
    with django_assert_num_queries(6):
        state(candidate, attempt)


def test_answers_are_saved_while_the_clock_stands(candidate, attempt):
    breaks.take(attempt)
    factories.answer(attempt, right=[1])
    assert attempt.responses.get(position=1).chosen

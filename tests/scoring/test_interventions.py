import json

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from exams import adjusting, attempts, late_work
from exams.models import Attempt, Intervention, Sitting
from exams.sittings import results, starting
from scoring import interventions, reports
from scoring.interventions import CannotIntervene
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(exam) -> Attempt:
    ann = factories.person()
    return starting.start(ann, factories.sitting(factories.group(ann, factories.person()), exam))


@pytest.fixture
def owner(attempt):
    return attempt.sitting.made_by


def bring_late(attempt: Attempt) -> None:
    late_work.receive(
        attempt.pk,
        user_id=attempt.candidate_id,
        session_version=attempt.candidate.session_version,
        records=[factories.record(position=2)],
    )


def open_results(attempt: Attempt) -> None:
    factories.window_over(attempt.sitting)
    assert results.open_if_due(attempt.sitting)


def test_handing_in_for_somebody_closes_records_and_has_it_scored(attempt, owner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as enqueued:
        interventions.hand_in_for(attempt, reason="left the room", made_by=owner)
    attempt.refresh_from_db()
    assert (attempt.ending, bool(attempt.handed_in_at)) == (Attempt.Ending.INSTRUCTOR, True)
    assert attempt.interventions.get().reason == "left the room"
    assert len(enqueued) == 1


def test_an_attempt_whose_clock_stands_can_be_handed_in(attempt, owner):
    adjusting.pause(attempt, reason="fire alarm", made_by=owner)
    interventions.hand_in_for(attempt, reason="went home", made_by=owner)
    attempt.refresh_from_db()
    assert attempt.ending == Attempt.Ending.INSTRUCTOR


def test_what_has_ended_is_not_handed_in_once_more(attempt, owner):
    attempts.end(attempt)
    with pytest.raises(CannotIntervene):
        interventions.hand_in_for(attempt, reason="left the room", made_by=owner)
    assert not attempt.interventions.exists()


def test_where_the_time_is_up_it_is_the_clock_that_ends(attempt, owner, exam):
    factories.move_back(attempt, exam.allowed)
    with pytest.raises(CannotIntervene):
        interventions.hand_in_for(attempt, reason="left the room", made_by=owner)
    assert not attempt.interventions.exists()


def test_the_room_hears_who_ended_it_and_why(client, attempt, owner):
    interventions.hand_in_for(attempt, reason="left the room", made_by=owner)
    client.force_login(attempt.candidate)
    ended = {"by": f"an instructor of {attempt.sitting.group}", "reason": "left the room"}
    reply = client.get(reverse("exams:state", args=[attempt.pk]))
    assert (reply.status_code, reply.json()["ended"]) == (409, ended)
    reply = client.post(
        reverse("exams:responses", args=[attempt.pk]), json.dumps({"responses": []}), content_type="application/json"
    )
    assert (reply.status_code, reply.json()["ended"]) == (409, ended)


def test_of_an_exam_that_its_candidate_ended_no_instructor_is_named(client, attempt):
    attempts.end(attempt)
    client.force_login(attempt.candidate)
    assert client.get(reverse("exams:state", args=[attempt.pk])).json()["ended"] is None


def test_an_attempt_is_void_once_it_has_ended(attempt, owner):
    with pytest.raises(CannotIntervene, match="hand it in first"):
        interventions.void(attempt, reason="a phone", made_by=owner)
    attempts.end(attempt)
    interventions.void(attempt, reason="a phone", made_by=owner)
    with pytest.raises(CannotIntervene, match="already"):
        interventions.void(attempt, reason="two phones", made_by=owner)
    assert list(Attempt.objects.voided()) == [attempt]
    assert attempt.interventions.get().reason == "a phone"


def test_voiding_takes_a_second_look(client, attempt, owner):
    attempts.end(attempt)
    client.force_login(owner)
    address = reverse("scoring:interventions", args=[attempt.pk])
    reply = client.post(address, {"kind": "void", "reason": "a phone"})
    assert "Tick the box" in str(next(iter(get_messages(reply.wsgi_request))))
    assert not attempt.interventions.exists()
    client.post(address, {"kind": "void", "reason": "a phone", "is_sure": "on"})
    assert attempt.interventions.get().kind == Intervention.Kind.VOID


@pytest.mark.parametrize("kind", ["", "erase", "VOID", "x" * 10_000])
def test_an_unknown_intervention_does_nothing(client, attempt, owner, kind):
    attempts.end(attempt)
    client.force_login(owner)
    client.post(reverse("scoring:interventions", args=[attempt.pk]), {"kind": kind, "reason": "a phone"})
    assert not attempt.interventions.exists()


def test_late_answers_are_accepted_once_the_results_are_open(attempt, owner):
    attempts.end(attempt)
    bring_late(attempt)
    with pytest.raises(CannotIntervene, match="once the results"):
        interventions.accept_late_work(attempt, reason="the network failed", made_by=owner)
    open_results(attempt)
    interventions.accept_late_work(attempt, reason="the network failed", made_by=owner)
    assert attempt.interventions.get().kind == Intervention.Kind.LATE_WORK


def test_where_nothing_came_late_nothing_is_accepted(attempt, owner):
    attempts.end(attempt)
    open_results(attempt)
    with pytest.raises(CannotIntervene, match="No answers"):
        interventions.accept_late_work(attempt, reason="the network failed", made_by=owner)


def test_the_report_says_that_late_answers_count_and_lists_what_was_decided(client, attempt, owner):
    attempts.end(attempt)
    bring_late(attempt)
    open_results(attempt)
    reports.make(attempt.pk)
    interventions.accept_late_work(attempt, reason="the network failed", made_by=owner)
    interventions.void(attempt, reason="a phone", made_by=owner)
    client.force_login(attempt.candidate)
    page = client.get(reverse("scoring:report", args=[attempt.pk])).text
    assert "An instructor has accepted them" in page
    assert all(words in page for words in ("Late answers accepted", "Declared void", "a phone"))


def test_a_reply_says_what_was_done_to_whom_it_belongs(client, attempt, owner):
    client.force_login(owner)
    reply = client.post(reverse("scoring:interventions", args=[attempt.pk]), {"kind": "hand_in", "reason": "left"})
    assert reply.url == reverse("exams:live_board", args=[attempt.sitting_id])
    assert Sitting.objects.get(pk=attempt.sitting_id).results_opened_at is None

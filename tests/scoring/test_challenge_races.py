"""Races over real connections: one of two answers wins, and no attempt misses a ruling."""

from collections.abc import Iterator

import pytest

from exams import attempts
from exams.models import Attempt, Blueprint
from scoring import challenges, judging, reports, sweeping
from scoring.models import Answer, Challenge, Ruling
from scoring.rules import Ruled, RulingKind
from tests import factories
from tests.at_once import at_once
from tests.scoring.disputes import challenge, single


@pytest.fixture
def exam(committed) -> Iterator[Blueprint]:
    yield committed
    Challenge.objects.all().delete()
    Answer.objects.all().delete()
    Ruling.objects.all().delete()


def answer(made: Challenge, kind: RulingKind | None) -> str:
    ruled = kind and Ruled(kind)
    try:
        judging.answer(made.revision, [made.pk], reason="A reason.", ruled=ruled, answered_by=made.candidate)
    except judging.AlreadyAnswered:
        return "too late"
    return "answered"


def challenge_once(attempt: Attempt) -> str:
    try:
        challenge(attempt)
    except challenges.AlreadyOpen:
        return "open"
    return "made"


def test_one_of_two_answers_to_a_challenge_wins_and_the_other_does_nothing(exam):
    attempt = factories.reported(factories.person(), exam)
    for _ in range(5):
        made = challenge(attempt)
        before = Ruling.objects.count()
        became = at_once(lambda c=made: answer(c, RulingKind.DROP), lambda c=made: answer(c, RulingKind.FULL_CREDIT))
        assert sorted(became) == ["answered", "too late"]
        assert Ruling.objects.count() == before + 1
        made.refresh_from_db()
        assert made.answer.ruling == Ruling.objects.last()


def test_two_clicks_make_one_challenge(exam):
    attempt = factories.reported(factories.person(), exam)
    assert sorted(at_once(*[lambda: challenge_once(attempt)] * 3)) == ["made", "open", "open"]


def test_an_attempt_that_is_handed_in_while_a_ruling_is_made_heeds_it(exam):
    for _ in range(5):
        made = challenge(factories.reported(factories.person(), exam))
        attempt = attempts.start(factories.person(), exam)
        attempt.responses.filter(position=1).update(revision=made.revision, scored=True)

        def hand_in(attempt: Attempt = attempt) -> None:
            attempts.end(attempt)
            reports.make(attempt.pk)

        def rule(made: Challenge = made) -> None:
            answer(made, RulingKind.FULL_CREDIT)
            sweeping.mark_anew(Ruling.objects.get(answer__challenges=made))

        at_once(hand_in, rule)
        sweeping.sweep()
        ruling = Ruling.objects.get(answer__challenges=made)
        assert attempt.reports.latest("rulings_up_to").rulings_up_to == ruling.number
        assert attempt.reports.latest("rulings_up_to").marks[0]["right"]


def test_marking_anew_twice_at_once_makes_one_report(exam):
    attempt = factories.reported(factories.person(), exam)
    answer(challenge(attempt, single(attempt)), RulingKind.DROP)
    ruling = Ruling.objects.get()
    at_once(*[lambda: sweeping.mark_anew(ruling)] * 3)
    assert list(attempt.reports.order_by("rulings_up_to").values_list("rulings_up_to", flat=True)) == [0, ruling.number]

import random
from datetime import timedelta

import numpy as np
import pytest

from exams.models import Attempt, now
from questions import revisions
from scoring import gathering, reports, rulings, tasks
from scoring.models import ItemStatistics, Ruling
from scoring.rules import RulingKind
from tests import factories
from tests.scoring import sat
from tests.scoring.sat import BLANK, RIGHT, WRONG

pytestmark = pytest.mark.django_db

ALL_RIGHT = [RIGHT] * 4


@pytest.fixture
def owned(db):
    return sat.question_set(factories.person(), 4)


@pytest.fixture
def exam(owned):
    return sat.exam(owned)


@pytest.fixture
def wordings(owned):
    return sat.current(owned)


def answers(*wordings) -> list[tuple[int, int]]:
    """How many answers each wording has, and how many of them are right, after a round of gathering."""
    for questions in gathering.behind():
        gathering.recompute(questions)
    found = {each.revision_id: (each.answers, each.right) for each in ItemStatistics.objects.all()}
    return [found.get(wording.pk, (0, 0)) for wording in wordings]


def rule(wording, kind: RulingKind, options=()) -> None:
    rulings.record(Ruling(revision=wording, kind=kind, options=list(options), reason="A reason."))


def mark_again() -> None:
    for attempt in Attempt.objects.all():
        reports.make(attempt.pk)


def test_figures_from_the_database_are_those_of_numpy(exam, wordings):
    dice = random.Random(4)
    able = [dice.random() for _ in range(110)]
    choices = [[RIGHT if dice.random() < 0.2 + 0.7 * each else WRONG for _ in wordings] for each in able]
    for given in choices:
        sat.scored(exam, wordings, given, unscored=[4])
    gathering.recompute([wording.question_id for wording in wordings])
    right = np.array([[chosen == RIGHT for chosen in given] for given in choices], dtype=float)
    for place, wording in enumerate(wordings):
        others = [other for other in range(3) if other != place]
        rest = right[:, others].mean(axis=1)
        found = wording.statistics
        assert found.facility == pytest.approx(right[:, place].mean())
        assert found.discrimination == pytest.approx(np.corrcoef(right[:, place], rest)[0, 1])
        assert [count["everyone"] for count in found.choices] == [right[:, place].sum(), 110 - found.right, 0, 0]
        assert found.median_seconds == 41 + place


def test_only_the_first_meeting_with_a_question_counts(exam, wordings):
    candidate = factories.person()
    sat.scored(exam, wordings[:2], [RIGHT, WRONG], candidate=candidate)
    sat.scored(exam, wordings, [WRONG, RIGHT, RIGHT, RIGHT], candidate=candidate)
    assert answers(*wordings) == [(1, 1), (1, 0), (1, 1), (1, 1)]


@pytest.mark.parametrize(
    "facts",
    [
        {"choices": [RIGHT, BLANK, BLANK, BLANK]},
        {"choices": ALL_RIGHT, "could_read_keys": True},
    ],
    ids=["not half answered", "could read the keys"],
)
def test_an_attempt_that_tells_nothing_is_no_answer_but_was_a_meeting(exam, wordings, facts):
    candidate = factories.person()
    sat.scored(exam, wordings, candidate=candidate, **facts)
    sat.scored(exam, wordings, ALL_RIGHT, candidate=candidate)
    assert answers(*wordings) == [(0, 0)] * 4


def test_half_answered_is_enough_and_a_blank_that_was_seen_is_wrong(exam, wordings):
    sat.scored(exam, wordings, [RIGHT, RIGHT, BLANK, BLANK], unseen=[4])
    assert answers(*wordings) == [(1, 1), (1, 1), (1, 0), (0, 0)]


def test_an_attempt_without_a_report_waits(exam, wordings):
    attempt = sat.paper(exam, wordings, ALL_RIGHT)
    assert list(gathering.behind()) == []
    gathering.recompute([wording.question_id for wording in wordings])
    assert wordings[0].statistics.answers == 0
    reports.make(attempt.pk)
    assert answers(*wordings) == [(1, 1)] * 4


def test_a_new_wording_begins_anew_and_the_old_one_keeps_its_figures(exam, owned, wordings):
    candidate = factories.person()
    sat.scored(exam, wordings, ALL_RIGHT, candidate=candidate)
    gathering.recompute([wordings[0].question_id])
    (new,) = revisions.publish(owned, [sat.draft("q1", stem="What else is asked?")])
    assert answers(wordings[0], new) == [(1, 1), (0, 0)]
    # The candidate has met the question, in its old wording.
    sat.scored(exam, [new, *wordings[1:]], ALL_RIGHT, candidate=candidate)
    sat.scored(exam, [new, *wordings[1:]], [WRONG] * 4)
    assert answers(wordings[0], new) == [(1, 1), (1, 0)]


def test_a_revision_that_shows_the_same_keeps_the_answers_and_a_mended_key_marks_them_anew(exam, owned, wordings):
    sat.scored(exam, wordings, [WRONG, RIGHT, RIGHT, RIGHT])
    (tagged,) = revisions.publish(owned, [sat.draft("q1", tags=("new",))])
    assert answers(wordings[0], tagged) == [(1, 0), (1, 0)]
    (mended,) = revisions.publish(owned, [sat.draft("q1", key=1)])
    assert answers(wordings[0], mended) == [(1, 0), (1, 1)]


def test_a_ruling_about_options_marks_the_question_anew_and_credit_to_all_does_not(exam, wordings):
    sat.scored(exam, wordings, [WRONG] * 4)
    rule(wordings[0], RulingKind.ALSO_RIGHT, [1])
    rule(wordings[1], RulingKind.FULL_CREDIT)
    rule(wordings[2], RulingKind.DROP)
    mark_again()
    assert answers(*wordings) == [(1, 1), (1, 0), (1, 0), (1, 0)]


def test_gathering_again_changes_nothing_and_finds_nothing_left(exam, wordings):
    sat.scored(exam, wordings, ALL_RIGHT)
    ItemStatistics.objects.update(computed_at=now())
    assert answers(*wordings) == answers(*wordings) == [(1, 1)] * 4
    ItemStatistics.objects.update(computed_at=now() + gathering.UNDER_WAY)
    assert list(gathering.behind()) == []


def test_a_report_that_was_under_way_while_figures_were_read_is_found_by_the_next_round(exam, wordings):
    sat.scored(exam, wordings, ALL_RIGHT)
    answers()
    ItemStatistics.objects.update(computed_at=now() + gathering.UNDER_WAY - timedelta(minutes=1))
    assert sorted(next(gathering.behind())) == sorted(wording.question_id for wording in wordings)


def test_the_work_comes_in_small_steps(exam, wordings, monkeypatch):
    monkeypatch.setattr(gathering, "QUESTIONS_A_STEP", 3)
    sat.scored(exam, wordings, ALL_RIGHT)
    assert [len(step) for step in gathering.behind()] == [3, 1]


def test_answers_of_a_person_who_is_gone_are_gone_when_made_anew(exam, wordings):
    attempt = sat.scored(exam, wordings, ALL_RIGHT)
    assert answers(wordings[0]) == [(1, 1)]
    attempt.candidate.delete()
    gathering.recompute([wordings[0].question_id])
    assert answers(wordings[0]) == [(0, 0)]


def test_the_round_hands_out_each_step_as_a_task(exam, wordings, monkeypatch):
    sat.scored(exam, wordings, ALL_RIGHT)
    monkeypatch.setitem(tasks.renew_statistics.app.conf, "task_always_eager", True)
    tasks.renew_statistics()
    assert wordings[0].statistics.answers == 1

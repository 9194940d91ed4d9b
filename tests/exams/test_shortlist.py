"""Which questions a paper may be drawn from, and in which order they are offered."""

import pytest
from django.utils import timezone

from exams import attempts, papers, shortlist
from exams.assembly import CannotDraw
from exams.models import Blueprint
from questions.models import EnemyPair, Question, QuestionSet, Revision
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def short(exam) -> Blueprint:
    """The bundled exam with so few questions that a shortlist leaves most of the bank out."""
    exam.questions = exam.scored = 10
    exam.multiple_share = [0, 1]
    exam.save()
    return exam


def offered(blueprint: Blueprint, candidate_id: int | None = None) -> set[int]:
    source = shortlist.source_of(blueprint, candidate_id)
    entries = shortlist.read(blueprint, blueprint.quotas(), source, pivot=0)
    return {entry.question for entry in entries}


def drawn(blueprint: Blueprint, candidate_id: int | None = None) -> set[int]:
    return {
        place.entry.question
        for place in papers.draw_places(blueprint, shortlist.source_of(blueprint, candidate_id), seed=1)
    }


def test_a_question_that_its_candidate_has_not_seen_comes_before_those_that_they_have(short):
    candidate = factories.person()
    attempt = attempts.start(candidate, short)
    (*seen, unseen) = Question.objects.filter(objective__domain__code="1").order_by("lot")[:11]
    Question.objects.exclude(pk__in=[unseen.pk, *(question.pk for question in seen)]).update(retired_at=timezone.now())
    Question.objects.update(objective=unseen.objective)
    for response, question in zip(attempt.responses.order_by("position"), seen, strict=True):
        attempt.responses.filter(position=response.position).update(revision=question.current)
    assert len(offered(short, candidate.pk)) < 11
    assert unseen.pk in offered(short, candidate.pk)


def test_a_retired_question_is_not_offered(exam):
    question = Question.objects.first()
    assert question.pk in offered(exam)
    Question.objects.filter(pk=question.pk).update(retired_at=timezone.now())
    assert question.pk not in offered(exam)


@pytest.mark.parametrize("kind", Revision.Kind.values)
def test_a_question_with_too_many_or_too_few_options_is_neither_offered_nor_counted(exam, kind):
    of_kind = set(Question.objects.filter(current__kind=kind).values_list("pk", flat=True))
    candidate = factories.person()
    assert offered(exam) & of_kind == of_kind
    for span in ([2, 3], [7, 12]):
        setattr(exam, f"{kind}_options", span)
        assert offered(exam) & of_kind == set()
        assert shortlist.unseen(exam, candidate.pk) == Question.objects.count() - len(of_kind)


def test_a_paper_is_drawn_only_from_sets_that_are_open_to_its_candidate(short):
    owner, stranger = factories.person(), factories.person()
    QuestionSet.objects.update(open_to_draw=False, owner=owner)
    assert len(drawn(short, owner.pk)) == 10
    with pytest.raises(CannotDraw):
        drawn(short, stranger.pk)


def test_enemies_do_not_meet_on_a_paper(short):
    first, second = sorted(drawn(short))[:2]
    EnemyPair.objects.create(first_id=first, second_id=second, reason=EnemyPair.Reason.MARKED)
    assert not {first, second} <= drawn(short)

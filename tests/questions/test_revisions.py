from dataclasses import replace
from datetime import date

import pytest

from questions import revisions
from questions.drafts import Draft, DraftOption, Reference, Waiver
from questions.models import Outline, Question, QuestionSet, Revision
from tests.factories import person

pytestmark = pytest.mark.django_db

DRAFT = Draft(
    name="shelf-or-bucket",
    title="Shelf or bucket",
    stem="Where do logs go?",
    options=(DraftOption("A shelf", False, "For bread."), DraftOption("A bucket", True, "For logs.")),
    objective="1.1",
    difficulty=1,
    tags=("storage",),
    references=(Reference("On buckets", "https://example.org/buckets"),),
    takeaway="Buckets hold logs.",
    explanation="It is about *logs*.",
    checked_on=date(2026, 1, 31),
    review_by=date(2027, 1, 31),
    order_locked=True,
    waivers=(Waiver("key-longest", "Buckets have long names."),),
)


@pytest.fixture
def question_set():
    return QuestionSet.objects.create(outline=Outline.objects.get(code="MLS-C01"), name="ours", title="Ours")


def test_a_revision_gives_back_the_draft_that_it_was_made_of(question_set):
    author = person()
    (made,) = revisions.publish(question_set, [DRAFT], made_by=author)
    stored = Revision.objects.get(pk=made.pk)
    assert revisions.draft_of(stored) == DRAFT
    assert (stored.number, stored.made_by, stored.explanation_html) == (1, author, "<p>It is about <em>logs</em>.</p>")
    assert Question.objects.get(question_set=question_set).current == stored


def test_the_same_draft_again_makes_nothing(question_set):
    revisions.publish(question_set, [DRAFT])
    assert revisions.publish(question_set, [DRAFT]) == []


def test_a_new_wording_is_a_new_revision_of_the_same_question_and_the_old_one_stays(question_set):
    (first,) = revisions.publish(question_set, [DRAFT])
    (second,) = revisions.publish(question_set, [replace(DRAFT, stem="Where should logs go?", objective="1.2")])
    question = question_set.questions.get()
    assert (question.current, question.objective.code, second.number) == (second, "1.2", 2)
    assert Revision.objects.get(pk=first.pk).stem == "Where do logs go?"


def test_an_objective_that_the_outline_does_not_have_stores_nothing(question_set):
    with pytest.raises(KeyError):
        revisions.publish(question_set, [DRAFT, replace(DRAFT, name="other", objective="9.9")])
    assert not question_set.questions.exists()


def test_many_questions_take_no_more_statements_than_one(question_set, django_assert_num_queries):
    drafts = [replace(DRAFT, name=f"question-{number}") for number in range(40)]
    with django_assert_num_queries(8):
        revisions.publish(question_set, drafts[:1])
    with django_assert_num_queries(8):
        revisions.publish(question_set, drafts)


def test_the_same_bank_has_the_same_lots_wherever_it_is_loaded(question_set):
    elsewhere = QuestionSet.objects.create(
        outline=question_set.outline, name=question_set.name, title="Elsewhere", owner=person()
    )
    drafts = [replace(DRAFT, name=f"question-{number}") for number in range(20)]
    for each in (question_set, elsewhere):
        revisions.publish(each, drafts)
    here, there = (
        list(each.questions.order_by("name").values_list("lot", flat=True)) for each in (question_set, elsewhere)
    )
    assert here == there
    assert len(set(here)) == 20
    assert here != sorted(here)

import pytest

from exams import attempts
from exams.models import Attempt, Sitting, now
from exams.sittings import results, starting
from exams.sittings.starting import CannotStart
from people.models import Membership
from questions.models import Question
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return factories.person(display_name="Ann")


@pytest.fixture
def ben():
    return factories.person(display_name="Ben")


@pytest.fixture
def sitting(ann, ben, exam) -> Sitting:
    return factories.sitting(factories.group(ann, ben), exam)


def paper(attempt: Attempt) -> list[int]:
    return list(attempt.responses.order_by("position").values_list("revision", flat=True))


def test_everybody_sits_the_same_questions_in_an_order_of_their_own(sitting, ann, ben):
    papers = [paper(starting.start(person, sitting)) for person in (ann, ben)]
    assert papers[0] != papers[1]
    assert sorted(papers[0]) == sorted(papers[1]) == sorted(sitting.places.values_list("revision", flat=True))


def test_a_sitting_may_have_the_same_order_of_questions_and_options_for_all(ann, ben, exam):
    sitting = factories.sitting(factories.group(ann, ben), exam, same_order=True)
    rows = [
        list(starting.start(person, sitting).responses.values_list("position", "revision", "option_order", "scored"))
        for person in (ann, ben)
    ]
    assert rows[0] == rows[1]


def test_starting_twice_is_going_on(sitting, ann):
    assert starting.start(ann, sitting) == starting.start(ann, sitting)


def test_who_sits_alone_ends_that_exam_first(ann, exam):
    alone = attempts.start(ann, exam)
    sitting = factories.sitting(factories.group(ann), exam)
    with pytest.raises(CannotStart, match="running"):
        starting.start(ann, sitting)
    attempts.end(alone)
    assert starting.start(ann, sitting) != alone


@pytest.mark.parametrize("role", [Membership.Role.MEMBER, Membership.Role.INSTRUCTOR])
def test_everybody_means_members_and_not_who_teaches_nor_strangers(sitting, role):
    someone = factories.person()
    if role == Membership.Role.INSTRUCTOR:
        factories.join(sitting.group, someone, role)
    with pytest.raises(CannotStart, match="not invited"):
        starting.start(someone, sitting)


def test_who_was_not_chosen_cannot_start(ann, ben, exam):
    sitting = factories.sitting(factories.group(ann, ben), exam, invitees=[ann])
    with pytest.raises(CannotStart, match="not invited"):
        starting.start(ben, sitting)
    assert starting.start(ann, sitting)


def test_who_has_left_the_group_cannot_start(sitting, ann):
    sitting.group.memberships.filter(person=ann).update(left_at=now())
    with pytest.raises(CannotStart, match="not invited"):
        starting.start(ann, sitting)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"opens_at": "last_start_at", "last_start_at": "later"}, "not opened yet"),
        ({"cancelled_at": "now"}, "called off"),
        ({"results_opened_at": "now"}, "results"),
    ],
)
def test_a_start_outside_of_the_sitting_is_refused_in_words(sitting, ann, change, why):
    from datetime import timedelta

    times = {"now": now(), "last_start_at": sitting.last_start_at, "later": sitting.last_start_at + timedelta(hours=1)}
    Sitting.objects.filter(pk=sitting.pk).update(**{name: times[value] for name, value in change.items()})
    with pytest.raises(CannotStart, match=why):
        starting.start(ann, sitting)


def test_a_start_after_the_last_moment_is_refused(sitting, ann):
    factories.window_over(sitting)
    with pytest.raises(CannotStart, match="last moment"):
        starting.start(ann, sitting)


def test_questions_of_a_sitting_to_come_are_kept_from_its_members_alone(sitting, ann, exam):
    on_paper = Question.objects.filter(revisions__sitting_places__sitting=sitting)
    assert set(Question.objects.closed_to(ann)) == set(on_paper)
    assert not Question.objects.open_to(ann.pk).filter(pk__in=on_paper).exists()
    assert not Question.objects.closed_to(factories.person()).exists()


def test_questions_are_kept_back_until_the_results_open(sitting, ann, ben):
    for person in (ann, ben):
        attempts.end(starting.start(person, sitting))
    assert Question.objects.closed_to(ann).exists()
    assert results.open_if_due(sitting)
    assert not Question.objects.closed_to(ann).exists()


def test_who_left_after_starting_is_still_kept_from_the_keys(sitting, ann):
    attempts.end(starting.start(ann, sitting))
    sitting.group.memberships.filter(person=ann).update(left_at=now())
    assert Question.objects.closed_to(ann).exists()

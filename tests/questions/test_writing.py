"""Verbs on single questions of a set."""

from collections.abc import Iterator
from threading import Thread

import pytest
from django.db import connection

from people.models import User
from questions import writing
from questions.models import EnemyPair, Question, QuestionSet
from tests.factories import person
from tests.questions.own_set import address, draft, own_set, picture, question


@pytest.fixture
def owner(db) -> User:
    return person()


@pytest.fixture
def ours(owner) -> QuestionSet:
    return own_set(owner, draft("maize"), draft("beans"))


def seen(found: Question) -> str:
    return str(found.current_id)


def test_an_added_question_has_a_name_its_author_and_what_the_lint_says(ours, owner):
    added = writing.add(ours, draft("", title="Late Frost", references=()), owner)
    assert (added.name, added.current.number, added.current.made_by) == ("late-frost", 1, owner)
    assert added.current.flaws == ["no-reference"]


def test_an_added_question_takes_no_name_that_is_taken(ours, owner):
    wanted = [draft("", title="Maize"), draft("", title="Maize"), draft("", title="", stem="¿?")]
    assert [writing.add(ours, each, owner).name for each in wanted] == ["maize-2", "maize-3", "question"]


def test_a_rewording_is_a_revision_and_the_earlier_one_stays(ours, owner):
    maize = question(ours)
    assert writing.reword(maize, draft("maize", takeaway="Feed it."), owner, seen=seen(maize))
    assert [each.takeaway for each in maize.revisions.order_by("number")] == ["Rain washes nitrogen out.", "Feed it."]
    assert question(ours).current.number == 2


def test_a_rewording_that_says_nothing_new_makes_no_revision(ours, owner):
    maize = question(ours)
    assert not writing.reword(maize, draft("maize"), owner, seen=seen(maize))
    assert maize.revisions.count() == 1


@pytest.mark.parametrize("stale", ["", "0", "x", "²", "9" * 5000])
def test_a_rewording_of_a_wording_that_is_not_the_present_one_is_refused(ours, owner, stale):
    maize = question(ours)
    with pytest.raises(writing.ChangedMeanwhile):
        writing.reword(maize, draft("maize", takeaway="Feed it."), owner, seen=stale)
    assert maize.revisions.count() == 1
    assert writing.wording(maize, stale) is None


def test_the_wording_of_another_question_is_not_one_of_this(ours):
    assert writing.wording(question(ours, "maize"), seen(question(ours, "beans"))) is None
    assert writing.wording(question(ours, "maize"), seen(question(ours, "maize"))) == draft("maize")


def test_a_question_that_becomes_like_another_is_never_on_its_paper(ours, owner):
    beans = question(ours, "beans")
    writing.reword(beans, draft("beans", stem=draft("maize").stem), owner, seen=seen(beans))
    assert EnemyPair.objects.filter(first__in=ours.questions.all()).count() == 1


def test_a_retired_question_keeps_its_day_and_comes_back(ours):
    maize = question(ours)
    writing.retire(maize)
    first = question(ours).retired_at
    writing.retire(maize)
    assert question(ours).retired_at == first is not None
    writing.bring_back(maize)
    assert question(ours).retired_at is None


def test_a_question_that_comes_back_is_apart_from_what_became_like_it_meanwhile(ours, owner):
    maize, beans = question(ours, "maize"), question(ours, "beans")
    writing.retire(maize)
    writing.reword(beans, draft("beans", stem=draft("maize").stem), owner, seen=seen(beans))
    assert not EnemyPair.objects.filter(first__in=ours.questions.all()).exists()
    writing.bring_back(maize)
    assert EnemyPair.objects.filter(first__in=ours.questions.all()).exists()


def test_a_question_goes_on_trial_and_its_trial_ends(ours):
    writing.put_on_trial(question(ours), True)
    assert question(ours).on_trial
    writing.put_on_trial(question(ours), False)
    assert not question(ours).on_trial


def test_the_pictures_of_a_rewording_are_linked_to_it(ours, owner):
    shown, maize = picture(), question(ours)
    stem = f"{draft('maize').stem}\n\n![A leaf]({address(shown)})"
    writing.reword(maize, draft("maize", stem=stem), owner, seen=seen(maize))
    assert [each.number for each in shown.revisions.all()] == [2]


@pytest.fixture
def kept(committed) -> Iterator[QuestionSet]:
    """A set whose questions other connections see."""
    made = own_set(person(), draft("beans"))
    yield made
    made.questions.update(current=None)
    made.delete()


def test_of_two_who_save_at_the_same_moment_one_is_told(kept):
    beans = question(kept, "beans")
    outcomes: list[str] = []

    def save(takeaway: str) -> None:
        try:
            writing.reword(beans, draft("beans", takeaway=takeaway), kept.owner, seen=seen(beans))
            outcomes.append("saved")
        except writing.ChangedMeanwhile:
            outcomes.append("told")
        finally:
            connection.close()

    both = [Thread(target=save, args=[takeaway]) for takeaway in ("One.", "Other.")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(outcomes) == ["saved", "told"]
    assert question(kept, "beans").current.number == 2


def test_of_two_who_add_at_the_same_moment_both_have_a_name(kept):
    both = [Thread(target=_add, args=[kept, kept.owner]) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(kept.questions.values_list("name", flat=True)) == ["beans", "maize", "maize-2"]


def _add(ours: QuestionSet, owner: User) -> None:
    writing.add(ours, draft("", title="Maize"), owner)
    connection.close()

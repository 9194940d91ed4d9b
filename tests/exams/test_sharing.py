"""An exam shared with a group: its members may sit it by themselves, from the sets that are shared as well."""

import pytest
from django.urls import reverse

from exams.models import Attempt, Blueprint
from people.groups import belonging, keeping
from people.models import StudyGroup, User
from questions.models import QuestionSet
from tests.factories import group, join, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client) -> User:
    somebody = person()
    client.force_login(somebody)
    return somebody


@pytest.fixture
def closed(exam, owner) -> Blueprint:
    """The bundled exam and its questions, in the hands of an owner who offers them to nobody."""
    QuestionSet.objects.filter(outline=exam.outline).update(owner=owner, open_to_draw=False, open_to_read=False)
    Blueprint.objects.filter(pk=exam.pk).update(owner=owner, open_to_sit=False)
    exam.refresh_from_db()
    return exam


@pytest.fixture
def made(owner) -> StudyGroup:
    return group(owner=owner)


def address(closed: Blueprint) -> str:
    return reverse("exams:blueprint_groups", args=[closed.code])


def start(client, somebody: User, closed: Blueprint) -> int:
    client.force_login(somebody)
    return client.post(reverse("exams:start", args=[closed.code])).status_code


def test_a_member_sits_what_is_shared_with_the_group_and_a_stranger_does_not(client, closed, made):
    mary = join(made, person()).person
    assert start(client, mary, closed) == 404
    client.force_login(closed.owner)
    client.post(address(closed), {"groups": [made.pk]})
    for question_set in closed.outline.sets.all():
        client.post(reverse("questions:set_groups", args=[question_set.pk]), {"groups": [made.pk]})
    assert start(client, mary, closed) == 302
    assert Attempt.objects.get(candidate=mary).responses.count() == closed.questions
    assert closed.title in client.get(reverse("people:group", args=[made.pk])).content.decode()
    assert start(client, person(), closed) == 404


def test_without_the_sets_a_member_sees_the_exam_and_gets_no_paper(client, closed, made):
    mary = join(made, person()).person
    closed.shared_with.add(made)
    assert start(client, mary, closed) == 302
    assert not Attempt.objects.filter(candidate=mary).exists()
    assert "No paper can be drawn" in client.get(reverse("exams:start_page", args=[closed.code])).content.decode()


def test_it_is_not_on_offer_after_one_has_left_nor_in_an_archived_group(closed, made):
    mary, grace = join(made, person()), join(made, person())
    closed.shared_with.add(made)
    belonging.part(mary)
    assert (closed.is_visible_to(mary.person), closed.is_visible_to(grace.person)) == (False, True)
    keeping.archive(made)
    assert not closed.is_visible_to(grace.person)


def test_what_is_shared_is_shown_and_taken_back(client, closed, made):
    client.post(address(closed), {"groups": [made.pk]})
    page = reverse("exams:blueprint", args=[closed.code])
    assert "<dt>Shared with</dt><dd>Tuesday group</dd>" in client.get(page).content.decode()
    client.post(address(closed), {})
    assert "<dt>Shared with</dt><dd>no group</dd>" in client.get(page).content.decode()


def test_nobody_but_its_owner_shares_an_exam_and_with_their_own_groups_alone(client, closed, made):
    client.post(address(closed), {"groups": [group().pk]})
    for somebody in (person(is_staff=True), join(made, person()).person):
        client.force_login(somebody)
        assert client.post(address(closed), {"groups": [made.pk]}).status_code == 404
    assert not closed.shared_with.exists()


def test_who_teaches_the_group_takes_an_exam_out_of_it_again(client, closed, made):
    mary, ina = join(made, person()).person, join(made, person(), role="instructor").person
    closed.shared_with.add(made)
    take_out = reverse("exams:shared_exam_removal", args=[made.pk, closed.code])
    client.force_login(mary)
    assert client.post(take_out).status_code == 403
    assert closed.shared_with.get() == made
    client.force_login(ina)
    assert take_out in client.get(reverse("people:group", args=[made.pk])).text
    assert client.post(take_out).url == reverse("people:group", args=[made.pk])
    assert not closed.shared_with.exists()
    assert client.post(take_out).status_code == 404

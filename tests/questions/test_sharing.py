"""A set shared with a group: its members' papers may be drawn from it, and they read no keys by that."""

import pytest
from django.urls import reverse

from people.groups import belonging, keeping
from people.models import StudyGroup, User
from questions.models import QuestionSet
from tests.factories import group, join, person
from tests.questions.own_set import three

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client) -> User:
    somebody = person(display_name="Olga")
    client.force_login(somebody)
    return somebody


@pytest.fixture
def ours(author) -> QuestionSet:
    return three(author)


@pytest.fixture
def made(author) -> StudyGroup:
    return group(owner=author)


def address(ours: QuestionSet) -> str:
    return reverse("questions:set_groups", args=[ours.pk])


def is_drawable(ours: QuestionSet, somebody: User) -> bool:
    return QuestionSet.objects.drawable_by(somebody.pk).filter(pk=ours.pk).exists()


def is_readable(ours: QuestionSet, somebody: User) -> bool:
    return QuestionSet.objects.readable_by(somebody).filter(pk=ours.pk).exists()


def test_members_papers_are_drawn_from_a_shared_set_and_no_strangers(client, ours, made):
    mary, stranger = join(made, person()).person, person()
    assert not is_drawable(ours, mary)
    client.post(address(ours), {"groups": [made.pk]})
    assert (is_drawable(ours, mary), is_drawable(ours, stranger)) == (True, False)
    assert (is_readable(ours, mary), is_readable(ours, stranger)) == (False, False)
    assert client.get(reverse("people:group", args=[made.pk])).content.decode().count("<li>Ours") == 1
    client.force_login(mary)
    assert client.get(reverse("questions:set", args=[ours.pk])).status_code == 404
    assert "Ours" in client.get(reverse("people:group", args=[made.pk])).content.decode()


def test_whoever_leaves_draws_from_it_no_more_nor_does_anybody_of_an_archived_group(ours, made):
    mary, grace = join(made, person()), join(made, person())
    ours.shared_with.add(made)
    belonging.part(mary)
    assert (is_drawable(ours, mary.person), is_drawable(ours, grace.person)) == (False, True)
    keeping.archive(made)
    assert not is_drawable(ours, grace.person)
    keeping.restore(made)
    assert is_drawable(ours, grace.person)


def test_what_is_shared_is_taken_back(client, ours, made):
    mary = join(made, person()).person
    client.post(address(ours), {"groups": [made.pk]})
    assert "Tuesday group" in client.get(reverse("questions:set", args=[ours.pk])).content.decode()
    client.post(address(ours), {})
    assert not is_drawable(ours, mary)


def test_it_is_shared_with_ones_own_groups_alone_and_not_newly_with_an_archived_one(client, ours, made, author):
    foreign, left = group(), group()
    belonging.part(join(left, author))
    keeping.archive(made)
    for each in (foreign, left, made):
        reply = client.post(address(ours), {"groups": [each.pk]})
        assert 'id="id_groups_error"' in reply.content.decode() or reply.content.decode().count("You are in no group")
    assert not ours.shared_with.exists()


@pytest.mark.parametrize("wrong", ["", "x", "0", "9" * 40, "\0"])
def test_a_hostile_choice_shares_nothing(client, ours, made, wrong):
    assert client.post(address(ours), {"groups": [wrong]}).status_code in {200, 302}
    assert not ours.shared_with.exists()


def test_a_co_author_shares_too_and_keeps_what_the_owner_has_shared(client, ours, made):
    co_author = person()
    ours.co_authors.add(co_author)
    ours.shared_with.add(made)
    theirs = group(owner=co_author, name="Theirs")
    client.force_login(co_author)
    client.post(address(ours), {"groups": [made.pk, theirs.pk]})
    assert set(ours.shared_with.all()) == {made, theirs}


def test_nobody_but_an_author_says_with_whom_a_set_is_shared(client, ours, made):
    QuestionSet.objects.update(open_to_read=True)
    for somebody in (person(), person(is_staff=True), join(made, person()).person):
        client.force_login(somebody)
        assert client.get(address(ours)).status_code == 404
        assert client.post(address(ours), {"groups": [made.pk]}).status_code == 404
    client.logout()
    assert client.post(address(ours)).url.startswith(reverse("account_login"))
    assert not ours.shared_with.exists()


def test_the_permissions_of_a_set_have_the_groups_too(client, ours, made):
    told = client.get(reverse("questions:set_facts", args=[ours.pk])).content.decode()
    assert f'action="{address(ours)}"' in told
    assert "Tuesday group" in told


def test_who_teaches_the_group_takes_a_set_out_of_it_again(client, ours, made):
    ours.shared_with.add(made)
    take_out = reverse("questions:shared_set_removal", args=[made.pk, ours.pk])
    client.force_login(join(made, person()).person)
    assert client.post(take_out).status_code == 403
    client.force_login(join(made, person(), role="instructor").person)
    assert take_out in client.get(reverse("people:group", args=[made.pk])).text
    client.post(take_out)
    assert not ours.shared_with.exists()
    assert client.post(take_out).status_code == 404

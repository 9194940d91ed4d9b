"""Races over real connections: uses are counted, names stay apart, a group has one owner."""

from collections.abc import Iterator

import pytest

from people.groups import belonging, inviting, joining, keeping
from people.groups.naming import NameTaken
from people.models import Invitation, Membership, StudyGroup, User
from tests.at_once import at_once
from tests.factories import group, join, person


@pytest.fixture
def made(committed) -> Iterator[StudyGroup]:
    yield group()
    StudyGroup.objects.all().delete()


def link(made: StudyGroup, **facts) -> Invitation:
    plain = {"role": Membership.Role.MEMBER, "lasts": None, "most_uses": None}
    return inviting.make_link(made, **{**plain, **facts}, made_by=person())


def became(invitation: Invitation, somebody: User, name: str) -> str:
    try:
        joining.join(invitation, somebody, name=name, pseudonym="", ranked=False)
    except (joining.NotInvited, NameTaken) as refused:
        return type(refused).__name__
    return "joined"


def test_of_two_who_take_the_last_use_at_once_one_is_let_in(made):
    for _ in range(5):
        invitation, people = link(made, most_uses=1), [person(), person()]
        calls = [lambda i=invitation, p=each: became(i, p, f"Nr {p.pk}") for each in people]
        assert sorted(at_once(*calls)) == ["NotInvited", "joined"]
        invitation.refresh_from_db()
        assert invitation.uses == 1


def test_one_person_who_clicks_thrice_is_in_the_group_once_and_uses_one_use(made):
    invitation, ada = link(made), person()
    assert at_once(*[lambda: became(invitation, ada, "Ada")] * 3) == ["joined"] * 3
    invitation.refresh_from_db()
    assert (invitation.uses, made.memberships.filter(person=ada).count()) == (1, 1)


def test_of_two_who_take_one_name_at_once_one_has_it(made):
    invitation = link(made)
    calls = [lambda p=each: became(invitation, p, "Ada") for each in (person(), person())]
    assert sorted(at_once(*calls)) == ["NameTaken", "joined"]


def test_of_two_who_are_handed_the_group_at_once_one_owns_it(made):
    owner = made.memberships.get().person
    heirs = [join(made, person()), join(made, person())]

    def hand_over(heir: Membership) -> str:
        try:
            keeping.hand_over(made.pk, owner=owner, to=heir.pk)
        except keeping.NotTheOwner:
            return "too late"
        return "handed over"

    assert sorted(at_once(*[lambda h=heir: hand_over(h) for heir in heirs])) == ["handed over", "too late"]
    assert made.memberships.filter(role=Membership.Role.OWNER).count() == 1


def test_whoever_leaves_while_the_group_is_handed_to_them_owns_it_or_is_gone(made):
    owner = made.memberships.get().person
    for _ in range(5):
        heir = join(made, person())

        def leave(heir: Membership = heir) -> None:
            try:
                belonging.part(heir)
            except belonging.OwnerStays:
                return

        def hand_over(heir: Membership = heir, owner: User = owner) -> None:
            try:
                keeping.hand_over(made.pk, owner=owner, to=heir.pk)
            except Membership.DoesNotExist:
                return

        at_once(leave, hand_over)
        owner = made.memberships.present().get(role=Membership.Role.OWNER).person

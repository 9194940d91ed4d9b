from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from people.groups import belonging, inviting, joining, keeping
from people.groups.naming import NameTaken
from people.models import Invitation, Membership, StudyGroup, User
from tests.factories import group, join, person

pytestmark = pytest.mark.django_db
Role = Membership.Role


def link(made: StudyGroup, **facts) -> Invitation:
    plain = {"role": Role.MEMBER, "lasts": None, "most_uses": None}
    return inviting.make_link(made, **{**plain, **facts}, made_by=made.memberships.get(role=Role.OWNER).person)


def enter(invitation: Invitation, somebody: User, name: str = "Ada", **facts) -> Membership:
    found = joining.find(invitation.code, somebody)
    return joining.join(found, somebody, **{"name": name, "pseudonym": "", "ranked": False, **facts})


def confirmed(email: str, **facts) -> User:
    somebody = person(email=email)
    EmailAddress.objects.create(user=somebody, email=email, **{"verified": True, "primary": True, **facts})
    return somebody


def test_a_link_lets_people_in_by_the_role_that_it_says_and_counts():
    made = group()
    invitation = link(made, role=Role.INSTRUCTOR)
    for name in ("Ada", "Grace"):
        membership = enter(invitation, person(), name, pseudonym=f"Ghost of {name}", ranked=True)
        assert (membership.role, membership.name, membership.shown_name) == (Role.INSTRUCTOR, name, f"Ghost of {name}")
        assert membership.ranked_since is not None
    invitation.refresh_from_db()
    assert invitation.uses == 2


@pytest.mark.parametrize("written", ["{}", " {} ", "{spoken}", "{lower}", "{dashed}"])
def test_a_code_is_taken_as_people_type_it(written):
    invitation = link(group())
    code = invitation.code
    typed = written.format(code, spoken=invitation.spoken, lower=code.lower(), dashed="-".join(code))
    assert joining.find(typed, person()) == invitation


@pytest.mark.parametrize("forged", ["", "\0" * 12, "ABCDEFGHJKLM", "É" * 12, "A" * 100_000, "%_%_%_%_%_%_"])
def test_a_forged_code_opens_nothing(forged):
    link(group())
    with pytest.raises(joining.NotInvited):
        joining.find(forged, person())


@pytest.mark.parametrize(
    "facts",
    [
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"most_uses": 3, "uses": 3},
        {"revoked_at": timezone.now()},
    ],
    ids=["expired", "used up", "revoked"],
)
def test_an_invitation_that_is_over_opens_nothing(facts):
    invitation = link(group())
    Invitation.objects.filter(pk=invitation.pk).update(**facts)
    with pytest.raises(joining.NotInvited):
        joining.find(invitation.code, person())


def test_nobody_joins_a_group_that_is_archived_until_it_is_restored():
    made = group()
    invitation = link(made)
    keeping.archive(made)
    with pytest.raises(joining.NotInvited):
        enter(invitation, person())
    keeping.restore(made)
    assert enter(invitation, person()).pk


def test_an_invitation_that_ends_while_its_page_is_open_lets_nobody_in():
    invitation, somebody = link(group()), person()
    found = joining.find(invitation.code, somebody)
    inviting.revoke(invitation)
    with pytest.raises(joining.NotInvited):
        joining.join(found, somebody, name="Ada", pseudonym="", ranked=False)
    assert not somebody.memberships.exists()


def test_somebody_who_is_in_the_group_stays_as_they_are_and_uses_nothing_up():
    made = group()
    ada, invitation = person(), link(made, role=Role.INSTRUCTOR)
    join(made, ada, name="Ada")
    assert enter(invitation, ada, "Somebody else").name == "Ada"
    invitation.refresh_from_db()
    assert (invitation.uses, made.memberships.get(person=ada).role) == (0, Role.MEMBER)


def test_whoever_left_comes_back_to_their_own_line_by_an_invitation():
    made = group()
    ada = person()
    before = join(made, ada, Role.INSTRUCTOR, name="Ada")
    belonging.part(before)
    back = enter(link(made), ada, "Ada again")
    assert (back.pk, back.role, back.name, back.left_at) == (before.pk, Role.MEMBER, "Ada again", None)


def test_a_name_that_is_taken_uses_nothing_up():
    made = group()
    join(made, person(), name="Ada")
    invitation = link(made, most_uses=1)
    with pytest.raises(NameTaken):
        enter(invitation, person(), "ADA")
    assert enter(invitation, person(), "Grace").pk


def test_an_invitation_to_an_address_is_for_whoever_confirmed_it():
    made = group()
    (invitation,) = inviting.address(made, ["ada@example.org"], made_by=made.memberships.get().person)
    for other in (person(), person(email="ada@example.org")):
        with pytest.raises(joining.BoundToAnother):
            joining.find(invitation.code, other)
        other.delete()
    unconfirmed = confirmed("ada@example.org", verified=False)
    with pytest.raises(joining.BoundToAnother):
        joining.find(invitation.code, unconfirmed)
    EmailAddress.objects.update(verified=True)
    assert enter(invitation, unconfirmed).role == Role.MEMBER
    with pytest.raises(joining.NotInvited):
        joining.find(invitation.code, unconfirmed)


def test_a_renewed_link_has_the_same_terms_and_the_old_one_opens_nothing():
    made = group()
    old = link(made, role=Role.INSTRUCTOR, lasts=timedelta(days=7), most_uses=5)
    enter(old, person())
    new = inviting.renew(old, made_by=person())
    assert (new.role, new.most_uses, new.uses) == (Role.INSTRUCTOR, 5, 0)
    assert timedelta(days=6, hours=23) < new.expires_at - timezone.now() <= timedelta(days=7)
    with pytest.raises(joining.NotInvited):
        enter(old, person(), "Grace")
    assert enter(new, person(), "Grace").pk

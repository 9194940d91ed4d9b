import pytest

from people.groups import belonging, keeping
from people.groups.naming import NameTaken
from people.models import Membership
from tests.factories import group, join, person

pytestmark = pytest.mark.django_db
Role = Membership.Role


def roles(group) -> dict[str, str]:
    return dict(group.memberships.present().values_list("name", "role"))


def test_whoever_founds_a_group_owns_it():
    ada = person()
    made = keeping.found(ada, name="Tuesdays", about="We meet.", known_as="Ada")
    assert (made.name, made.about, roles(made)) == ("Tuesdays", "We meet.", {"Ada": Role.OWNER})


def test_a_group_that_is_handed_over_has_one_owner_and_the_old_one_teaches():
    ada, grace = person(display_name="Ada"), person(display_name="Grace")
    made = group(grace, owner=ada)
    keeping.hand_over(made.pk, owner=ada, to=made.memberships.get(person=grace).pk)
    assert roles(made) == {"Ada": Role.INSTRUCTOR, "Grace": Role.OWNER}


def test_a_group_is_handed_over_by_its_owner_alone():
    ada, grace, mary = (person(display_name=name) for name in ("Ada", "Grace", "Mary"))
    made = group(grace, mary, owner=ada)
    with pytest.raises(keeping.NotTheOwner):
        keeping.hand_over(made.pk, owner=grace, to=made.memberships.get(person=mary).pk)
    assert roles(made) == {"Ada": Role.OWNER, "Grace": Role.MEMBER, "Mary": Role.MEMBER}


def test_a_group_is_not_handed_to_somebody_who_left_or_is_switched_off_or_belongs_elsewhere():
    ada = person()
    left, off, stranger = person(), person(is_active=False), person()
    made, other = group(left, off, owner=ada), group(stranger)
    belonging.part(made.memberships.get(person=left))
    for somebody, where in ((left, made), (off, made), (stranger, other)):
        with pytest.raises(Membership.DoesNotExist):
            keeping.hand_over(made.pk, owner=ada, to=where.memberships.get(person=somebody).pk)
    assert made.memberships.get(role=Role.OWNER).person == ada


def test_an_owner_neither_leaves_nor_is_made_less():
    made = group(owner=person(display_name="Ada"))
    owner = made.memberships.get()
    with pytest.raises(belonging.OwnerStays):
        belonging.part(owner)
    with pytest.raises(belonging.OwnerStays):
        belonging.appoint(owner, Role.MEMBER)
    assert roles(made) == {"Ada": Role.OWNER}


def test_whoever_leaves_takes_their_names_along_and_their_line_stays():
    made = group()
    gone = join(made, person(), Role.INSTRUCTOR, name="Grace", pseudonym="Bug", ranked_since="2026-01-01T00:00Z")
    belonging.part(gone)
    gone.refresh_from_db()
    assert (gone.name, gone.pseudonym, gone.role) == ("", "", Role.MEMBER)
    assert gone.ranked_since, "the group's figures go on counting what was taken part in"
    assert (gone.left_at is not None, gone.shown_name) == (True, "Former member")


@pytest.mark.parametrize("field", ["name", "pseudonym"])
@pytest.mark.parametrize("taken", ["grace", "THE BUG", "Gra\u200bce"])
def test_nobody_is_called_as_somebody_else_in_the_group(field, taken):
    made = group()
    join(made, person(), name="Grace", pseudonym="The Bug")
    ada = join(made, person(), name="Ada")
    with pytest.raises(NameTaken) as refused:
        belonging.rename(ada, **{"name": "Ada", "pseudonym": "", "ranked": True, field: taken})
    ada.refresh_from_db()
    assert (refused.value.field, ada.name, ada.pseudonym, ada.ranked_since) == (field, "Ada", "", None)


def test_a_name_is_free_again_once_its_bearer_has_left():
    made = group()
    belonging.part(join(made, person(), name="Grace"))
    ada = join(made, person(), name="Ada")
    belonging.rename(ada, name="Grace", pseudonym="Grace", ranked=False)
    ada.refresh_from_db()
    assert ada.shown_name == "Grace"


def test_since_when_somebody_is_ranked_stays_until_they_step_out():
    ada = join(group(), person(), name="Ada")
    belonging.rename(ada, name="Ada", pseudonym="", ranked=True)
    ada.refresh_from_db()
    first = ada.ranked_since
    belonging.rename(ada, name="Ada L.", pseudonym="", ranked=True)
    ada.refresh_from_db()
    assert (first is not None, ada.ranked_since) == (True, first)
    belonging.rename(ada, name="Ada L.", pseudonym="", ranked=False)
    ada.refresh_from_db()
    assert ada.ranked_since is None

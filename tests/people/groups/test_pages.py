"""The pages of a group, by who somebody is in it."""

import pytest
from django.test import Client
from django.urls import reverse

from people.groups import inviting, keeping
from people.models import Membership, StudyGroup, User
from tests.factories import group, join, person

pytestmark = pytest.mark.django_db
Role = Membership.Role


@pytest.fixture
def made() -> StudyGroup:
    made = group(owner=person(display_name="Olga"))
    join(made, person(), Role.INSTRUCTOR, name="Ivo")
    join(made, person(), name="Mary")
    return made


def of(made: StudyGroup, name: str) -> Membership:
    return made.memberships.get(name=name)


def as_(client: Client, somebody: User | Membership) -> Client:
    client.force_login(somebody.person if isinstance(somebody, Membership) else somebody)
    return client


def address(name: str, made: StudyGroup, *more: int) -> str:
    return reverse(f"people:{name}", args=[made.pk, *more])


def link(made: StudyGroup, **facts):
    plain = {"role": Role.MEMBER, "lasts": None, "most_uses": None, "made_by": of(made, "Olga").person}
    return inviting.make_link(made, **{**plain, **facts})


READING = ["group", "members", "membership"]
TEACHING = ["invitations", "invite_by_mail"]
OWNING = ["group_settings"]
CHANGES = ["group_archival", "group_restoration", "group_ownership", "departure"]


def test_nobody_who_is_not_logged_in_sees_anything_of_a_group(client, made):
    for name in (*READING, *TEACHING, *OWNING):
        assert client.get(address(name, made)).url.startswith("/accounts/login/")
    for name in CHANGES:
        assert client.post(address(name, made)).url.startswith("/accounts/login/")
    assert client.get("/groups/").url == "/accounts/login/?next=/groups/"


def test_to_a_stranger_and_to_whoever_left_a_group_is_not_there(client, made):
    mary, invitation = of(made, "Mary"), link(made)
    as_(client, mary).post(address("departure", made))
    for somebody in (mary, person(is_staff=True)):
        as_(client, somebody)
        pages = [*(address(name, made) for name in (*READING, *TEACHING, *OWNING))]
        pages.append(address("invitation", made, invitation.pk))
        assert {client.get(page).status_code for page in pages} == {404}
        changes = [address(name, made) for name in CHANGES]
        changes += [address(name, made, of(made, "Ivo").pk) for name in ("member_role", "member_removal")]
        changes += [address(name, made, invitation.pk) for name in ("renewal", "revocation")]
        assert {client.post(change, {"role": "member"}).status_code for change in changes} == {404}
        assert made.name not in client.get("/groups/").content.decode()
    assert made.memberships.present().count() == 2


@pytest.mark.parametrize(
    ("name", "teaching", "owning"), [("Mary", 403, 403), ("Ivo", 200, 403), ("Olga", 200, 200)], ids=str
)
def test_each_role_sees_what_it_may(client, made, name, teaching, owning):
    as_(client, of(made, name))
    assert {client.get(address(page, made)).status_code for page in READING} == {200}
    assert {client.get(address(page, made)).status_code for page in TEACHING} == {teaching}
    assert {client.get(address(page, made)).status_code for page in OWNING} == {owning}


def test_what_a_role_may_not_do_is_refused_in_words_and_changes_nothing(client, made):
    mary, ivo, olga = (of(made, name) for name in ("Mary", "Ivo", "Olga"))
    invitation = link(made)
    as_(client, mary)
    for page in (
        address("member_removal", made, ivo.pk),
        address("revocation", made, invitation.pk),
        address("renewal", made, invitation.pk),
        address("invitations", made),
    ):
        assert "Only the owner and the instructors of the group" in client.post(page).content.decode()
    as_(client, ivo)
    for page, given in (
        (address("member_role", made, mary.pk), {"role": "instructor"}),
        (address("group_ownership", made), {"member": mary.pk}),
        (address("group_archival", made), {}),
        (address("group_settings", made), {"name": "Ours"}),
    ):
        reply = client.post(page, given)
        assert (reply.status_code, "Only the owner of the group" in reply.content.decode()) == (403, True)
    assert client.post(address("member_removal", made, olga.pk)).status_code == 403
    invitation.refresh_from_db()
    made.refresh_from_db()
    assert (made.name, made.archived_at, invitation.revoked_at) == ("Tuesday group", None, None)
    assert dict(made.memberships.present().values_list("name", "role")) == {
        "Olga": Role.OWNER,
        "Ivo": Role.INSTRUCTOR,
        "Mary": Role.MEMBER,
    }


def test_a_role_that_is_taken_away_is_gone_at_the_next_request(client, made):
    ivo = of(made, "Ivo")
    as_(client, of(made, "Olga")).post(address("member_role", made, ivo.pk), {"role": "member"})
    assert as_(client, ivo).get(address("invitations", made)).status_code == 403


def test_somebody_makes_a_group_and_is_led_to_invite_people(client):
    ada = person(display_name="Ada")
    as_(client, ada)
    assert b'value="Ada"' in client.get("/groups/new").content
    reply = client.post("/groups/new", {"name": " Tuesday\r\n group ", "about": "We meet.", "known_as": "Ada L."})
    made = StudyGroup.objects.get()
    assert (reply.url, made.name, made.about) == (address("invitations", made), "Tuesday group", "We meet.")
    assert made.memberships.values_list("person", "name", "role").get() == (ada.pk, "Ada L.", Role.OWNER)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\u200b"}, "name"),
        ({"name": "a" * 81}, "name"),
        ({"known_as": "  "}, "known_as"),
        ({"about": "a" * 1001}, "about"),
    ],
)
def test_a_group_without_a_name_is_refused_next_to_its_field(client, wrong, field):
    as_(client, person())
    page = client.post("/groups/new", {"name": "Ours", "about": "", "known_as": "Ada", **wrong}).content.decode()
    assert f'id="id_{field}_error"' in page
    assert not StudyGroup.objects.exists()


def test_members_see_names_and_no_address(client, made):
    for name in ("Mary", "Ivo", "Olga"):
        as_(client, of(made, name))
        viewer = of(made, name).person.email
        for page in READING:
            told = client.get(address(page, made)).content.decode()
            assert page != "members" or all(f">{each}" in told for each in ("Olga", "Ivo", "Mary"))
            assert not [p.email for p in User.objects.exclude(email=viewer) if p.email in told]


def test_what_people_write_is_shown_as_text(client, made):
    hostile = "<script>alert(1)</script>"
    made.memberships.filter(name="Mary").update(name=hostile)
    StudyGroup.objects.update(name=hostile, about=hostile)
    as_(client, of(made, "Olga"))
    for page in (*READING, *TEACHING, *OWNING):
        assert hostile not in client.get(address(page, made)).content.decode()
    assert hostile not in client.get("/groups/").content.decode()


def test_a_member_says_what_they_are_called_and_takes_part_only_if_they_wish(client, made):
    mary = of(made, "Mary")
    as_(client, mary)
    client.post(address("membership", made), {"name": "Mary S.", "pseudonym": "M", "ranked": "on"})
    mary.refresh_from_db()
    assert (mary.name, mary.pseudonym, mary.ranked_since is not None) == ("Mary S.", "M", True)
    client.post(address("membership", made), {"name": "Mary S.", "pseudonym": ""})
    mary.refresh_from_db()
    assert (mary.pseudonym, mary.ranked_since) == ("", None)
    told = client.post(address("membership", made), {"name": "Mary", "pseudonym": "ivo"}).content.decode()
    assert 'id="id_pseudonym_error"' in told
    assert "Somebody in this group is called so already." in told


def test_the_owner_hands_over_and_leaves_then(client, made):
    as_(client, of(made, "Olga"))
    assert client.post(address("departure", made)).url == address("group_settings", made)
    client.post(address("group_ownership", made), {"member": of(made, "Mary").pk})
    assert client.post(address("departure", made)).url == "/groups/"
    assert dict(made.memberships.present().values_list("name", "role")) == {"Ivo": Role.INSTRUCTOR, "Mary": Role.OWNER}


@pytest.mark.parametrize("member", ["", "nobody", "0", "9" * 30, "²"])
def test_a_group_is_handed_to_nobody_who_is_not_there(client, made, member):
    as_(client, of(made, "Olga"))
    assert client.post(address("group_ownership", made), {"member": member}).status_code == 404


@pytest.mark.parametrize("role", ["", "owner", "admin"])
def test_there_is_no_other_role_to_be_given(client, made, role):
    as_(client, of(made, "Olga"))
    assert client.post(address("member_role", made, of(made, "Mary").pk), {"role": role}).status_code == 400


def test_an_instructor_removes_a_member_and_the_owner_an_instructor(client, made):
    client_of = {name: of(made, name) for name in ("Ivo", "Olga")}
    as_(client, client_of["Ivo"]).post(address("member_removal", made, of(made, "Mary").pk))
    as_(client, client_of["Olga"]).post(address("member_removal", made, client_of["Ivo"].pk))
    assert list(made.memberships.present().values_list("name", flat=True)) == ["Olga"]


def test_a_member_of_one_group_is_not_reached_through_another(client, made):
    other = group(person(display_name="Nina"), owner=person())
    as_(client, of(made, "Olga"))
    nina = other.memberships.get(name="Nina")
    invitation = link(made)
    as_other = other.memberships.get(role=Role.OWNER)
    assert client.post(address("member_removal", made, nina.pk)).status_code == 404
    assert as_(client, as_other).post(address("revocation", other, invitation.pk)).status_code == 404


def test_settings_are_saved_and_the_archive_closes_and_opens(client, made):
    as_(client, of(made, "Olga"))
    client.post(address("group_settings", made), {"name": "Fridays", "about": "", "standings": "bands"})
    made.refresh_from_db()
    assert (made.name, made.standings) == ("Fridays", "bands")
    client.post(address("group_archival", made))
    told = client.get(address("group", made)).content.decode()
    assert "This group has been archived since" in told
    assert client.post(address("invitations", made), {"role": "member", "lasts": "7"}).status_code == 403
    assert client.get(address("invite_by_mail", made)).status_code == 403
    assert "Archived</h2>" in client.get("/groups/").content.decode()
    client.post(address("group_restoration", made))
    assert client.get(address("invite_by_mail", made)).status_code == 200


@pytest.mark.parametrize("wrong", [{"standings": "shame"}, {"name": ""}])
def test_settings_that_cannot_be_are_refused(client, made, wrong):
    as_(client, of(made, "Olga"))
    client.post(address("group_settings", made), {"name": "Ours", "about": "", "standings": "own", **wrong})
    made.refresh_from_db()
    assert (made.name, made.standings) == ("Tuesday group", "ranks")


@pytest.mark.parametrize("number", ["0", "999999", "9" * 40])
def test_a_group_that_does_not_exist_is_not_there(client, number):
    assert as_(client, person()).get(f"/groups/{number}/").status_code == 404


def test_pages_of_a_group_cost_the_same_for_three_people_and_for_thirty(client, made, django_assert_num_queries):
    olga = of(made, "Olga")
    invited = [link(made)]
    for _ in range(2):
        as_(client, olga)
        for page, queries in (("group", 6), ("members", 4), ("membership", 2), ("invitations", 4)):
            with django_assert_num_queries(queries):
                client.get(address(page, made))
        with django_assert_num_queries(3):
            client.get(address("invitation", made, invited[-1].pk))
        for number in range(27):
            join(made, person(), name=f"Nr {number}")
            invited.append(link(made))


def test_the_list_of_groups_costs_the_same_for_one_and_for_three(client, django_assert_num_queries):
    ada = person()
    as_(client, ada)
    for number in range(3):
        made = keeping.found(ada, name=f"Group {number}", about="", known_as="Ada")
        join(made, person())
        with django_assert_num_queries(2):
            told = client.get("/groups/").content.decode()
        assert told.count("<dt>Members</dt><dd>2</dd>") == number + 1


def test_members_stand_on_pages_of_a_hundred_those_who_teach_first(client, made):
    Membership.objects.bulk_create(
        Membership(group=made, person=person(), name=f"member {number:03}") for number in range(120)
    )
    as_(client, of(made, "Mary"))
    first = client.get(address("members", made)).content.decode()
    second = client.get(address("members", made), {"page": "2"}).content.decode()
    assert first.index("Olga") < first.index("Ivo") < first.index("Mary") < first.index("member 000")
    assert ("member 119" in first, "member 119" in second) == (False, True)

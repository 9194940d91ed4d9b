"""Invitations as owner and instructors handle them, and the door that they open."""

import re
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from people.addresses import MOST
from people.groups import inviting
from people.models import Invitation, Membership, StudyGroup, User
from people.pace import WRONG_CODES
from tests.factories import PASSWORD, group, join, person

pytestmark = pytest.mark.django_db
Role = Membership.Role
JOIN = {"name": "Ada", "pseudonym": ""}


@pytest.fixture
def owner() -> User:
    return person(display_name="Olga")


@pytest.fixture
def made(client, owner) -> StudyGroup:
    client.force_login(owner)
    return group(owner=owner)


@pytest.fixture
def mail_server(settings) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def address(name: str, made: StudyGroup, *more: int) -> str:
    return reverse(f"people:{name}", args=[made.pk, *more])


def door(invitation: Invitation) -> str:
    return reverse("people:join", args=[invitation.code])


def link(made: StudyGroup, **facts) -> Invitation:
    plain = {"role": Role.MEMBER, "lasts": None, "most_uses": None, "made_by": person()}
    return inviting.make_link(made, **{**plain, **facts})


def addressed(made: StudyGroup, email: str, made_by: User) -> Invitation:
    (invitation,) = inviting.address(made, [email], made_by=made_by)
    return invitation


def test_an_owner_makes_a_link_and_shows_it_with_its_code_and_picture(client, made):
    reply = client.post(address("invitations", made), {"role": "instructor", "lasts": "7", "most_uses": "3"})
    invitation = Invitation.objects.get()
    assert (reply.url, invitation.role, invitation.most_uses) == (
        address("invitation", made, invitation.pk),
        Role.INSTRUCTOR,
        3,
    )
    told = client.get(reply.url).content.decode()
    assert f"http://testserver{door(invitation)}" in told
    assert invitation.spoken in told
    assert re.search(r'<img class="qr" src="data:image/svg\+xml;charset=utf-8,[^"<>]+"', told)


WRONG_TERMS = [
    {"role": "owner"},
    {"role": ""},
    {"most_uses": "0"},
    {"most_uses": "-1"},
    {"most_uses": "9" * 20},
    {"lasts": "9999"},
]


@pytest.mark.parametrize("wrong", WRONG_TERMS)
def test_terms_that_cannot_be_are_refused(client, made, wrong):
    client.post(address("invitations", made), {"role": "member", "lasts": "7", "most_uses": "", **wrong})
    assert not Invitation.objects.exists()


def test_an_instructor_lets_members_in_and_neither_makes_nor_sees_a_link_for_instructors(client, made):
    for_instructors = link(made, role=Role.INSTRUCTOR)
    client.force_login(join(made, person(), Role.INSTRUCTOR).person)
    client.post(address("invitations", made), {"role": "instructor", "lasts": "7"})
    assert Invitation.objects.count() == 1
    assert for_instructors.spoken not in client.get(address("invitations", made)).content.decode()
    assert client.get(address("invitation", made, for_instructors.pk)).status_code == 404
    assert client.post(address("renewal", made, for_instructors.pk)).status_code == 404
    client.post(address("invitations", made), {"role": "member", "lasts": "7"})
    assert Invitation.objects.latest("pk").role == Role.MEMBER


def test_a_link_is_renewed_and_revoked(client, made):
    old = link(made)
    new = client.post(address("renewal", made, old.pk)).url
    assert client.get(door(old)).status_code != 200
    assert "Open" in client.get(new).content.decode()
    client.post(new + "revocation")
    assert "This invitation opens nothing any more." in client.get(new).content.decode()


def test_addresses_are_pasted_stored_and_mailed_once_that_is_committed(
    client, made, mail_server, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as errands:
        reply = client.post(address("invite_by_mail", made), {"addresses": "a@example.org\nB@example.org"})
    told = client.get(reply.url).content.decode()
    assert "2 invitations made. They are on their way." in told
    assert "b@example.org" in told
    assert (len(errands), mail.outbox) == (1, [])
    assert set(Invitation.objects.values_list("email", "most_uses", "role")) == {
        ("a@example.org", 1, Role.MEMBER),
        ("b@example.org", 1, Role.MEMBER),
    }


def test_without_a_mail_server_the_page_says_where_the_mail_goes_and_that_a_link_is_better(client, made):
    told = client.get(address("invite_by_mail", made)).content.decode()
    assert "No mail is sent from this installation" in told
    reply = client.post(address("invite_by_mail", made), {"addresses": "a@example.org"}, follow=True)
    told = reply.content.decode()
    assert "so they cannot be accepted: use a link" in told
    assert "mailed" not in told


def test_ten_thousand_addresses_are_refused_in_words_and_nothing_is_stored(client, made):
    text = "\n".join(f"person{number}@example.org" for number in range(10_000))
    told = client.post(address("invite_by_mail", made), {"addresses": text}).content.decode()
    assert f"These are 10,000 addresses; {MOST} go at once. Nothing was stored." in told
    assert not Invitation.objects.exists()


def test_more_than_a_form_holds_is_refused_and_nothing_is_stored(client, made):
    assert client.post(address("invite_by_mail", made), {"addresses": "a@example.org\n" * 200_000}).status_code == 413
    assert not Invitation.objects.exists()


def test_what_is_no_address_is_named_and_nothing_is_stored(client, made):
    wrong = "\n".join(f"nonsense {number}" for number in range(12))
    told = client.post(address("invite_by_mail", made), {"addresses": f"a@example.org\n{wrong}\n<b>"}).content.decode()
    assert "Line 2: “nonsense 0”" in told
    assert "And 3 more." in told
    assert "<b>” " not in told
    assert not Invitation.objects.exists()


def test_an_address_is_shown_to_nobody_but_whoever_wrote_it(client, made, owner):
    instructor = join(made, person(), Role.INSTRUCTOR).person
    invitation = addressed(made, "secret@example.org", instructor)
    for page in (address("invitations", made), address("invitation", made, invitation.pk)):
        assert "secret@example.org" not in client.get(page).content.decode()
    client.force_login(instructor)
    for page in (address("invitations", made), address("invitation", made, invitation.pk)):
        assert "secret@example.org" in client.get(page).content.decode()
    # Renewed by another, it would become theirs.
    client.force_login(owner)
    assert client.post(address("renewal", made, invitation.pk)).status_code == 404


def test_somebody_with_a_link_sees_the_group_and_joins_unranked_unless_they_wish(client, made):
    invitation, ada = link(made), person(display_name="Ada")
    client.force_login(ada)
    told = client.get(door(invitation)).content.decode()
    assert ("Tuesday group" in told, 'value="Ada"' in told, " checked" in told) == (True, True, False)
    assert client.post(door(invitation), JOIN).url == address("group", made)
    assert made.memberships.values_list("name", "role", "ranked_since").get(person=ada) == ("Ada", Role.MEMBER, None)
    assert client.get(door(invitation), follow=True).redirect_chain == [(address("group", made), 302)]


def test_a_name_that_is_taken_is_refused_next_to_its_field(client, made):
    invitation = link(made)
    join(made, person(), name="ada")
    client.force_login(person())
    told = client.post(door(invitation), JOIN).content.decode()
    assert 'id="id_name_error"' in told
    assert 'value="Ada"' in told


def test_every_code_that_opens_nothing_gets_the_same_answer(client, made):
    revoked, used = link(made), link(made, most_uses=1)
    inviting.revoke(revoked)
    Invitation.objects.filter(pk=used.pk).update(uses=1)
    client.force_login(person())
    replies = [client.get(door(each)) for each in (revoked, used)]
    replies += [client.get(f"/join/{forged}") for forged in ("ABCDEFGHJKLM", "x", "%00", "a" * 2000)]
    # The token of a form is masked anew each time.
    bodies = {
        re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', "", each.content.decode()) for each in replies
    }
    assert ({each.status_code for each in replies}, len(bodies)) == ({404}, 1)
    assert "Tuesday group" not in bodies.pop()


def test_nobody_who_is_not_logged_in_learns_whether_a_code_opens_something(made):
    for code in (link(made).code, "ABCDEFGHJKLM"):
        reply = Client().get(f"/join/{code}")
        assert (reply.status_code, reply.url) == (302, f"/accounts/login/?next=/join/{code}")


@pytest.mark.parametrize("way", ["sign up", "log in"])
def test_whoever_has_a_link_signs_up_or_logs_in_first_and_comes_back(made, way):
    visitor, invitation = Client(), link(made)
    page = visitor.get(door(invitation), follow=True).content.decode()
    known = person(email="known@example.org", password=PASSWORD)
    if way == "sign up":
        # Whichever of the page's links is taken, the way back is not lost.
        assert page.count("/accounts/signup/") == unquote(page).count(f"/accounts/signup/?next={door(invitation)}") == 2
        facts = {"email": "new@example.org", "password1": PASSWORD, "next": door(invitation)}
        reply = visitor.post("/accounts/signup/", facts)
    else:
        reply = visitor.post("/accounts/login/", {"login": known.email, "password": PASSWORD, "next": door(invitation)})
    assert reply.url == door(invitation)
    assert "Tuesday group" in visitor.get(reply.url).content.decode()


def test_guessing_codes_comes_to_an_end_also_for_the_right_one(client, made):
    invitation = link(made)
    client.force_login(person())
    assert {client.get(f"/join/{'A' * 11}{n}").status_code for n in range(WRONG_CODES.most)} == {404}
    assert client.get(door(invitation)).status_code == 429
    assert client.post(door(invitation), JOIN).status_code == 429
    client.force_login(person())
    assert client.get(door(invitation)).status_code == 200


def test_a_code_is_typed_as_it_was_read_out(client, made):
    invitation = link(made)
    client.force_login(person())
    assert client.post("/join/", {"code": f" {invitation.spoken.lower()} "}).url == door(invitation)
    assert 'id="id_code_error"' in client.post("/join/", {"code": "too short"}).content.decode()


def test_an_invitation_to_an_address_opens_for_whoever_confirmed_it(client, made, owner, mail_server):
    invitation = addressed(made, "ada@example.org", owner)
    ada = person(email="ada@example.org")
    client.force_login(ada)
    refused = client.get(door(invitation))
    told = refused.content.decode()
    assert (refused.status_code, "logging in sends you the mail" in told) == (403, True)
    assert "Tuesday group" not in told
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    assert client.post(door(invitation), JOIN).url == address("group", made)


def test_where_no_address_can_be_confirmed_an_invitation_to_one_says_so_and_what_to_do(client, made, owner):
    invitation = addressed(made, "ada@example.org", owner)
    client.force_login(person(email="ada@example.org"))
    reply = client.post(door(invitation), JOIN)
    told = reply.content.decode()
    assert reply.status_code == 403
    assert "this installation sends no mail" in told
    assert "a link that is not bound to an address" in told
    assert not made.memberships.filter(person__email="ada@example.org").exists()


def test_somebody_elses_confirmed_address_does_not_open_it(client, made, owner, mail_server):
    invitation = addressed(made, "ada@example.org", owner)
    mallory = person()
    EmailAddress.objects.create(user=mallory, email=mallory.email, verified=True, primary=True)
    client.force_login(mallory)
    told = client.get(door(invitation)).content.decode()
    assert "ada@example.org" not in told
    assert mallory.email in told


def test_the_list_of_invitations_has_pages(client, made, owner):
    inviting.address(made, [f"p{number:02}@example.org" for number in range(60)], made_by=owner)
    first = client.get(address("invitations", made)).content.decode()
    second = client.get(address("invitations", made), {"page": "2"}).content.decode()
    assert (first.count("@example.org</a>"), second.count("@example.org</a>")) == (50, 10)


def test_guesses_are_counted_also_while_redis_is_dead(client, made, settings):
    invitation = link(made)
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    client.force_login(person())
    assert {client.get(f"/join/{'A' * 11}{n}").status_code for n in range(WRONG_CODES.most)} == {404}
    assert client.get(door(invitation)).status_code == 429

import pytest
from django.core import mail

from people.hashers import Argon2id
from people.models import User
from tests.factories import PASSWORD, person

pytestmark = pytest.mark.django_db

RESET = "/accounts/password/reset/"


@pytest.mark.parametrize("page", [RESET, f"{RESET}done/", "/accounts/confirm-email/", "/accounts/confirm-email/key/"])
def test_without_a_mail_server_no_page_pretends_that_mail_was_sent(client, page):
    somebody = person()
    for reply in (client.get(page), client.post(page, {"email": somebody.email})):
        assert b"The person who hosts it can make you a link" in reply.content
    assert not mail.outbox


def test_without_a_mail_server_the_host_is_told_the_address_of_the_link(client):
    assert "password_link EMAIL --base-url http://testserver" in client.get(RESET).content.decode()


def test_with_a_mail_server_the_link_comes_by_mail(client, settings):
    settings.EMAIL_HOST = "mail.example.org"
    somebody = person()
    assert client.post(RESET, {"email": somebody.email}).url == f"{RESET}done/"
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    assert b"Look into your mail" in client.get(f"{RESET}done/").content


def test_with_a_mail_server_nobody_learns_who_has_an_account(client, settings):
    settings.EMAIL_HOST = "mail.example.org"
    assert client.post(RESET, {"email": "nobody@example.org"}).url == f"{RESET}done/"
    assert mail.outbox[0].subject == "Rehearsal: No account has this address"


def test_password_is_changed_by_the_present_one(client):
    somebody = person(password=PASSWORD)
    client.force_login(somebody)
    change = "/accounts/password/change/"
    wrong = client.post(change, {"oldpassword": "wrong", "password1": "amber-lantern-72"}).content.decode()
    assert "That is not your present password." in wrong
    assert client.post(change, {"oldpassword": PASSWORD, "password1": "amber-lantern-72"}).url == "/profile/"
    somebody.refresh_from_db()
    assert somebody.check_password("amber-lantern-72")


def test_person_without_a_password_is_led_to_the_profile(client):
    client.force_login(person())
    reply = client.get("/accounts/password/change/", follow=True)
    assert reply.redirect_chain[-1] == ("/profile/", 302)
    assert b"This account has no password." in reply.content


def test_link_that_was_made_up_is_refused(client):
    assert b"This link no longer works" in client.get(f"{RESET}key/1-made-up/").content


ANY = ["  a rim, Größe, 🐎  ", "x" * 64 + " and a good deal more of it " * 4, "белая Ночь над рекой"]
POOR = ["short", "password1", "12345678901", "new@example.org", "Rehearsal-2026"]


@pytest.mark.parametrize("password", ANY)
def test_a_password_of_any_letters_and_length_counts_as_it_was_typed(client, password):
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": password})
    client.post("/accounts/logout/")
    for typed in (password.strip()[:-1], password.upper(), password[:72] + "?"):
        assert client.post("/accounts/login/", {"login": "new@example.org", "password": typed}).status_code == 200
    assert client.post("/accounts/login/", {"login": "new@example.org", "password": password}).status_code == 302


@pytest.mark.parametrize("password", POOR)
def test_a_password_that_many_would_try_is_refused(client, password):
    form = {"email": "new@example.org", "password1": password}
    assert 'id="id_password1_error"' in client.post("/accounts/signup/", form).content.decode()
    assert not User.objects.exists()


def test_passwords_are_hashed_by_argon2id_at_no_less_than_owasp_asks():
    told = Argon2id().decode(Argon2id().encode(PASSWORD, "a-grain-of-salt"))
    assert (told["variety"], told["memory_cost"] >= 19 * 1024, told["time_cost"] >= 2) == ("argon2id", True, True)

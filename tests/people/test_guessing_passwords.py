"""How often somebody may be wrong: tightly by account, tighter by account and address, loosely by address."""

import pytest
from django.test import Client

from people.hashers import Argon2id
from tests.factories import PASSWORD, person

pytestmark = pytest.mark.django_db

LOG_IN, RESET = "/accounts/login/", "/accounts/password/reset/"
TOO_MANY = "Too many attempts failed."
HERE, ACCOUNT = 5, 20
CLASS = 500


def log_in(client: Client, email: str, password: str = "wrong", address: str = "192.0.2.1") -> str:
    """What somebody is told who tries a password from an address; nothing where it lets them in."""
    reply = client.post(LOG_IN, {"login": email, "password": password}, REMOTE_ADDR=address)
    return "" if reply.status_code == 302 else reply.content.decode()


def test_guessing_at_one_address_comes_to_an_end_there_and_nowhere_else(client):
    somebody = person(password=PASSWORD)
    for _ in range(HERE):
        assert TOO_MANY not in log_in(client, somebody.email)
    assert TOO_MANY in log_in(client, somebody.email, PASSWORD)
    assert not log_in(client, somebody.email, PASSWORD, address="192.0.2.2")


def test_an_address_of_version_6_is_the_network_of_a_home(client):
    somebody = person(password=PASSWORD)
    for host in range(HERE):
        log_in(client, somebody.email, address=f"2001:db8::{host:x}")
    assert TOO_MANY in log_in(client, somebody.email, PASSWORD, address="2001:db8::ffff")


def test_guessing_from_many_addresses_comes_to_an_end_for_the_account(client):
    somebody = person(password=PASSWORD)
    for number in range(ACCOUNT):
        assert TOO_MANY not in log_in(client, somebody.email, address=f"198.51.100.{number}")
    assert TOO_MANY in log_in(client, somebody.email, PASSWORD)


def test_an_account_that_does_not_exist_is_guarded_in_the_same_words(client):
    somebody = person(password=PASSWORD)
    told = {
        email: [log_in(client, email).replace(email, "") for _ in range(HERE + 1)]
        for email in (somebody.email, "nobody@example.org")
    }
    known, unknown = ([TOO_MANY in page for page in pages] for pages in told.values())
    assert known == unknown == [False] * HERE + [True]


@pytest.mark.parametrize("facts", [{"password": PASSWORD}, {"password": None}, None], ids=["known", "mute", "unknown"])
def test_a_wrong_try_costs_one_hash_whether_there_is_an_account_or_not(client, facts, monkeypatch):
    hashes = []
    email = person(**facts).email if facts else "nobody@example.org"
    encode, verify = Argon2id.encode, Argon2id.verify
    monkeypatch.setattr(Argon2id, "encode", lambda *args: hashes.append(args) or encode(*args))
    monkeypatch.setattr(Argon2id, "verify", lambda *args: hashes.append(args) or verify(*args))
    log_in(client, email)
    assert len(hashes) == 1


def test_being_wrong_now_and_then_never_adds_up_for_who_gets_in(client):
    somebody = person(password=PASSWORD)
    for _ in range(3):
        for _ in range(HERE - 1):
            log_in(client, somebody.email)
        assert not log_in(client, somebody.email, PASSWORD)
        client.cookies.clear()


def test_a_class_of_500_behind_one_address_logs_in_although_some_mistype(settings):
    # What is tried here is counting; 500 honest hashes take half a minute of a core.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    pupils = [person(password=PASSWORD) for _ in range(CLASS)]
    door = Client()
    for number, pupil in enumerate(pupils):
        if number % 4 == 0:
            log_in(door, pupil.email)
        assert not log_in(door, pupil.email, PASSWORD), f"pupil {number} stands outside"
        door.cookies.clear()


def test_a_flood_from_one_address_is_asked_to_wait(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "3/m/ip"}
    replies = [client.post(LOG_IN, {}).status_code for _ in range(4)]
    assert replies == [200, 200, 200, 429]


def test_links_for_one_account_are_few_from_one_address_and_whoever_asks_hears_the_same(client, settings, mailoutbox):
    settings.EMAIL_HOST = "mail.example.org"
    for email in (person().email, "nobody@example.org"):
        replies = [client.post(RESET, {"email": email}) for _ in range(4)]
        assert [reply.status_code for reply in replies] == [302, 302, 302, 200]
        assert "Too many links were asked for." in replies[-1].content.decode()
    assert len(mailoutbox) == 6


def test_links_for_one_account_come_to_an_end_from_everywhere(client, settings):
    settings.EMAIL_HOST = "mail.example.org"
    form = {"email": person().email}
    replies = [client.post(RESET, form, REMOTE_ADDR=f"198.51.100.{number}").status_code for number in range(11)]
    assert replies == [302] * 10 + [429]

"""A second factor, for whoever wants one: an app, passkeys, recovery codes."""

import json
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from exams import attempts
from people.models import User
from tests.factories import PASSWORD, person
from tests.people.passkeys import Passkey

# What a request does once its writes are committed belongs to its reply.
pytestmark = pytest.mark.usefixtures("committed")

LOG_IN, CODE, FACTORS = "/accounts/login/", "/accounts/second-factor/code/", "/accounts/second-factor/"
APP, PASSKEYS, RECOVERY = f"{FACTORS}app/", f"{FACTORS}passkeys/", f"{FACTORS}recovery-codes/"
AGAIN = "/accounts/reauthenticate/"
RECORD = {
    "position": 1, "counter": 1, "device": "a" * 16, "chosen": [0], "flagged": False, "struck": [], "seconds": 5,
}  # fmt: skip


@pytest.fixture
def somebody(committed) -> User:
    return person(password=PASSWORD)


@pytest.fixture
def at_home(somebody: User) -> Client:
    """A browser that has shown its password twice: to log in, and for what follows."""
    browser = Client()
    browser.post(LOG_IN, {"login": somebody.email, "password": PASSWORD})
    assert browser.get(APP).url.startswith(AGAIN)
    assert browser.post(AGAIN, {"password": PASSWORD, "next": APP}).url == APP
    return browser


@pytest.fixture
def secret(at_home: Client) -> str:
    """What the app of somebody knows."""
    page = at_home.get(APP).content.decode()
    shared = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    assert at_home.post(APP, {"code": code(shared)}).url == RECOVERY
    return shared


@pytest.fixture
def passkey(at_home: Client) -> Passkey:
    made = Passkey()
    credential = made.made(challenge(at_home.get(f"{PASSKEYS}new/").content.decode()))
    form = {"name": "Laptop", "passwordless": "on", "credential": json.dumps(credential)}
    assert at_home.post(f"{PASSKEYS}new/", form).url in {RECOVERY, FACTORS}
    return made


def code(secret: str, *, steps: int = 0) -> str:
    """What an app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def challenge(page: str) -> str:
    return re.search(r'"challenge": "([\w-]+)"', page)[1]


def by_password(browser: Client, somebody: User, onward: str = "/profile/") -> str:
    return browser.post(LOG_IN, {"login": somebody.email, "password": PASSWORD, "next": onward}).url


def is_in(browser: Client) -> bool:
    return browser.get("/profile/").status_code == 200


def test_without_one_a_log_in_is_what_it_was(client, somebody):
    assert by_password(client, somebody) == "/profile/"


def test_a_password_alone_does_not_do_beside_an_app(client, somebody, secret):
    assert by_password(client, somebody) == CODE
    assert not is_in(client)
    assert "That is not right." in client.post(CODE, {"code": "000000"}).content.decode()
    assert not is_in(client)
    assert client.post(CODE, {"code": code(secret)}).url == "/profile/"
    assert is_in(client)


def test_a_code_works_once(client, somebody, secret):
    shown = code(secret)
    by_password(client, somebody)
    client.post(CODE, {"code": shown})
    other = Client()
    by_password(other, somebody)
    assert "That is not right." in other.post(CODE, {"code": shown}).content.decode()


def test_a_code_of_a_minute_ago_is_too_old(client, somebody, secret):
    by_password(client, somebody)
    assert "That is not right." in client.post(CODE, {"code": code(secret, steps=-2)}).content.decode()


def test_guessing_codes_comes_to_an_end_also_for_the_right_one(client, somebody, secret):
    by_password(client, somebody)
    for _ in range(20):
        client.post(CODE, {"code": "000000"})
    assert "Too many attempts failed." in client.post(CODE, {"code": code(secret)}).content.decode()


def test_a_recovery_code_works_once_and_can_be_kept_as_a_file(client, somebody, secret, at_home):
    file = at_home.get(f"{RECOVERY}file/")
    assert file.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert "no-store" in file.headers["Cache-Control"]
    codes = file.content.decode().split()
    assert len(set(codes)) == 10
    for expected in (True, False):
        browser = Client()
        by_password(browser, somebody)
        browser.post(CODE, {"code": codes[0]})
        assert is_in(browser) == expected
    assert codes[0] not in at_home.get(RECOVERY).content.decode()


def test_a_passkey_is_a_second_step(client, somebody, passkey):
    by_password(client, somebody)
    asked = challenge(client.get(CODE).content.decode())
    assert client.post(CODE, {"credential": json.dumps(passkey.used(asked))}).url == "/profile/"
    assert is_in(client)


def test_a_passkey_logs_in_alone_where_that_was_wanted(client, somebody, passkey):
    asked = client.get(f"{PASSKEYS}login/", headers={"accept": "application/json"}).json()
    credential = passkey.used(asked["request_options"]["publicKey"]["challenge"], person=somebody.pk)
    reply = client.post(f"{PASSKEYS}login/", {"credential": json.dumps(credential), "next": "/profile/"})
    assert reply.url == "/profile/"
    assert is_in(client)


@pytest.mark.parametrize("wrong", [Passkey(), Passkey("elsewhere.example")])
def test_anothers_passkey_lets_nobody_in(client, somebody, passkey, wrong):
    by_password(client, somebody)
    asked = challenge(client.get(CODE).content.decode())
    wrong.id = passkey.id
    assert "That is not right." in client.post(CODE, {"credential": json.dumps(wrong.used(asked))}).content.decode()
    assert not is_in(client)


def test_a_new_password_by_mail_does_not_go_around_it(client, somebody, secret, settings, mailoutbox):
    settings.EMAIL_HOST = "mail.example.org"
    client.post("/accounts/password/reset/", {"email": somebody.email})
    [link] = re.findall(r"http://testserver(\S+)", mailoutbox[0].body)
    reply = client.post(client.get(link).url, {"password1": "amber-lantern-72"}, follow=True)
    assert reply.redirect_chain[-1][0] == CODE
    assert not is_in(client)


def test_any_change_asks_who_one_is(client, somebody, secret, passkey):
    client.force_login(User.objects.get(pk=somebody.pk))
    own = Authenticator.objects.get(user=somebody, type=Authenticator.Type.WEBAUTHN).pk
    for address in (f"{APP}removal/", f"{RECOVERY}new/", f"{PASSKEYS}new/", f"{PASSKEYS}{own}/removal/", RECOVERY):
        assert client.get(address).url.startswith((AGAIN, f"{FACTORS}code/again/", f"{PASSKEYS}again/")), address
        assert client.post(address).status_code in {302, 405}, address
    assert Authenticator.objects.filter(user=somebody).count() == 3


def test_a_change_ends_every_other_session(somebody, at_home):
    elsewhere = Client()
    elsewhere.force_login(User.objects.get(pk=somebody.pk))
    page = at_home.get(APP).content.decode()
    at_home.post(APP, {"code": code(re.search(r"<code>([A-Z2-7]{32})</code>", page)[1])})
    assert is_in(at_home)
    assert not is_in(elsewhere)
    elsewhere.force_login(User.objects.get(pk=somebody.pk))
    at_home.post(f"{APP}removal/")
    assert not Authenticator.objects.filter(user=somebody).exists()
    assert is_in(at_home)
    assert not is_in(elsewhere)


def test_a_copy_of_the_database_gives_no_secret_away(secret, at_home):
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    codes = at_home.get(f"{RECOVERY}file/").content.decode().split()
    assert not any(given in stored for given in (secret, *codes))


def test_a_change_of_the_key_keeps_factors_where_the_old_one_is_told_and_opens_nothing_where_it_is_not(
    client, somebody, secret, settings
):
    settings.SECRET_KEY, old = "another key, as long as the one before", settings.SECRET_KEY
    by_password(client, somebody)
    assert "That is not right." in client.post(CODE, {"code": code(secret)}).content.decode()
    settings.SECRET_KEY_FALLBACKS = [old]
    assert client.post(CODE, {"code": code(secret)}).url == "/profile/"


def test_whose_address_is_not_confirmed_sets_up_none_where_mail_is_sent(client, settings):
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False
    somebody = person(password=PASSWORD)
    somebody.emailaddress_set.create(email=somebody.email, verified=False, primary=True)
    client.force_login(somebody)
    assert client.get(APP, follow=True).redirect_chain == [(FACTORS, 302)]
    assert "Confirm your e-mail address first" in client.get(APP, follow=True).content.decode()


def test_logging_in_again_in_the_middle_of_an_exam_leads_back_to_the_room(client, somebody, secret, committed):
    attempt = attempts.start(somebody, committed)
    room = reverse("exams:room", args=[attempt.pk])
    assert by_password(client, somebody, room) == CODE
    body = json.dumps({"responses": [RECORD]})
    door = reverse("exams:responses", args=[attempt.pk])
    assert client.post(door, body, content_type="application/json").status_code == 401
    assert client.post(CODE, {"code": code(secret)}).url == room
    saved = client.post(door, body, content_type="application/json")
    assert saved.json()["answers"] == {"1": {"outcome": "kept"}}


def test_the_log_tells_who_came_in_and_how_and_that_somebody_did_not(client, somebody, secret, caplog):
    caplog.set_level("INFO", "people.doorkeeping")
    client.post(LOG_IN, {"login": somebody.email, "password": "wrong"})
    by_password(client, somebody)
    client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": code(secret)})
    assert [record.getMessage() for record in caplog.records if record.name == "people.doorkeeping"] == [
        "refused a log-in: a wrong password",
        f"refused a log-in: a wrong code of person {somebody.pk}",
        f"person {somebody.pk} logged in by password and totp",
    ]
    assert somebody.email not in caplog.text

import pytest
from django.core import mail
from django.test import Client

from people.models import User
from tests.factories import PASSWORD, person

pytestmark = pytest.mark.django_db

SIGN_UP = "/accounts/signup/"


@pytest.fixture
def mail_server(settings) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def sign_up(client: Client, **facts: str):
    return client.post(SIGN_UP, {"email": "new@example.org", "password1": PASSWORD, **facts})


def test_signing_up_logs_in_and_leads_to_the_exams(client):
    reply = sign_up(client, display_name="Ada", time_zone="Europe/Berlin")
    ada = User.objects.get(email="new@example.org")
    assert (reply.status_code, reply.url) == (302, "/")
    assert (ada.display_name, ada.time_zone, client.session["_auth_user_id"]) == ("Ada", "Europe/Berlin", str(ada.pk))


def test_signing_up_leads_to_the_page_that_asked_for_it(client):
    page = client.get(f"{SIGN_UP}?next=/exams/MLS-C01/")
    assert b'name="next" value="/exams/MLS-C01/"' in page.content
    assert sign_up(client, next="/exams/MLS-C01/").url == "/exams/MLS-C01/"


def test_signing_up_leads_to_no_foreign_page(client):
    assert sign_up(client, next="https://elsewhere.example/").url == "/"


@pytest.mark.parametrize("name", ["", "Europe/Atlantis", "localtime", "../../etc/passwd"])
def test_unknown_time_zone_becomes_the_installations(client, settings, name):
    settings.TIME_ZONE = "Asia/Tokyo"
    sign_up(client, time_zone=name)
    assert User.objects.get().time_zone == "Asia/Tokyo"


def test_errors_stand_by_their_fields_and_the_address_is_kept(client):
    page = sign_up(client, password1="short").content.decode()
    assert 'value="new@example.org"' in page
    assert 'aria-describedby="id_password1_helptext id_password1_error"' in page
    assert 'id="id_password1_error"' in page
    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["", "nobody", f"{'a' * 250}@example.org"])
def test_no_account_for_what_is_no_address(client, email):
    page = sign_up(client, email=email)
    assert 'id="id_email_error"' in page.content.decode()
    assert not User.objects.exists()


def test_address_is_taken_in_any_case(client):
    person(email="new@example.org")
    assert (
        "There is an account with this e-mail address already."
        in sign_up(client, email="NEW@example.org").content.decode()
    )
    assert User.objects.count() == 1


def test_two_sign_ups_at_once_make_one_account(client, monkeypatch):
    person(email="new@example.org")
    monkeypatch.setattr("allauth.account.internal.flows.manage_email.assess_unique_email", lambda *_, **__: True)
    assert sign_up(client).url == "/accounts/login/"
    assert User.objects.count() == 1


def test_no_mail_is_sent_without_a_mail_server(client):
    sign_up(client)
    assert not mail.outbox


def test_with_a_mail_server_the_address_is_confirmed_first(client, mail_server):
    assert sign_up(client, next="/exams/MLS-C01/").url == "/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session
    link = next(word for word in mail.outbox[0].body.split() if "/confirm-email/" in word).removeprefix(
        "http://testserver"
    )
    assert b"Confirm that new@example.org is yours." in client.get(link).content
    assert client.post(link).url == "/exams/MLS-C01/"
    assert "_auth_user_id" in client.session
    assert b"This link no longer works" in client.get(link).content


def test_with_a_mail_server_nobody_learns_who_has_an_account(client, mail_server):
    person(email="new@example.org")
    assert sign_up(client).url == "/accounts/confirm-email/"
    assert mail.outbox[0].subject == "Rehearsal: You have an account already"

import pytest

from tests.factories import PASSWORD, person

pytestmark = pytest.mark.django_db

LOG_IN = "/accounts/login/"


def test_logging_in_leads_to_the_page_that_asked_for_it(client):
    somebody = person(password=PASSWORD)
    reply = client.post(LOG_IN, {"login": somebody.email.upper(), "password": PASSWORD, "next": "/profile/"})
    assert (reply.status_code, reply.url) == (302, "/profile/")


def test_wrong_password_keeps_the_address_and_says_no_more(client):
    somebody = person(password=PASSWORD)
    wrong = client.post(LOG_IN, {"login": somebody.email, "password": "wrong"}).content.decode()
    unknown = client.post(LOG_IN, {"login": "nobody@example.org", "password": "wrong"}).content.decode()
    assert f'value="{somebody.email}"' in wrong
    assert "The e-mail address or the password is not right." in wrong
    assert "The e-mail address or the password is not right." in unknown


def test_person_without_a_password_cannot_log_in_by_one(client):
    somebody = person()
    assert client.post(LOG_IN, {"login": somebody.email, "password": ""}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_switched_off_account_says_so_to_its_owner(client):
    somebody = person(password=PASSWORD, is_active=False)
    assert client.post(LOG_IN, {"login": somebody.email, "password": PASSWORD}).url == "/accounts/inactive/"
    assert b"This account is switched off" in client.get("/accounts/inactive/").content


def test_logging_out_takes_a_post(client):
    client.force_login(person())
    assert b"Log out?" in client.get("/accounts/logout/").content
    assert client.get("/profile/").status_code == 200
    assert client.post("/accounts/logout/").url == "/"
    assert client.get("/profile/").url == f"{LOG_IN}?next=/profile/"

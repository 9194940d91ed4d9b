import pytest
from django.test import Client
from django.urls import reverse
from django.views.defaults import bad_request, server_error

from config.urls import accounts
from tests.factories import PASSWORD, person

pytestmark = pytest.mark.django_db

STYLED = b"css/main.css"


KEYS = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "key"},
    "account_confirm_email": {"key": "key"},
}


@pytest.mark.parametrize("mail_server", ["", "mail.example.org"])
@pytest.mark.parametrize("logged_in", [False, True])
@pytest.mark.parametrize("name", [route.name for route in accounts])
def test_every_account_page_is_one_of_ours(client, settings, name, logged_in, mail_server):
    settings.EMAIL_HOST = mail_server
    if logged_in:
        client.force_login(person(password=PASSWORD))
    reply = client.get(reverse(name, kwargs=KEYS.get(name)), follow=True)
    assert (reply.status_code, STYLED in reply.content) == (200, True)


@pytest.mark.parametrize("path", ["/nothing/", "/accounts/", "/accounts/email/", "/accounts/login/code/"])
def test_page_that_is_not_there_is_a_styled_404(client, path):
    reply = client.get(path)
    assert (reply.status_code, STYLED in reply.content) == (404, True)


def test_form_without_its_token_is_refused_in_our_words():
    reply = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert (reply.status_code, b"The form was out of date" in reply.content) == (403, True)


@pytest.mark.parametrize("view", [server_error, lambda request: bad_request(request, ValueError())])
def test_page_for_what_went_wrong_needs_no_request(rf, view, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert STYLED in view(rf.get("/")).content

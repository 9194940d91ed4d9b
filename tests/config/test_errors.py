import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
WITHOUT_BOUNDARY = "multipart/form-data"


@pytest.mark.parametrize(("host", "status"), [("testserver", 404), ("evil.example", 400)])
def test_a_form_that_cannot_be_read_gets_the_page_that_any_other_gets(host, status):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False, headers={"host": host})
    strict.cookies["csrftoken"] = "t" * 32
    reply = strict.generic("POST", "/nothing/here/", b"x", content_type=WITHOUT_BOUNDARY)
    assert (reply.status_code, f'<p class="eyebrow">{status}</p>' in reply.text) == (status, True)


def test_a_page_that_is_not_there_still_lets_one_log_out(client, admin_user):
    client.force_login(admin_user)
    page = client.get("/nothing/here/")
    assert page.status_code == 404
    assert 'action="/accounts/logout/"' in page.text
    assert 'name="csrfmiddlewaretoken"' in page.text

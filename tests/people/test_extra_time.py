import pytest

from exams import attempts
from people.models import User
from tests.factories import person

pytestmark = pytest.mark.django_db

GRANT, WITHDRAW = "/profile/extra-time", "/profile/extra-time/withdrawal"


@pytest.fixture
def somebody(client) -> User:
    somebody = person()
    client.force_login(somebody)
    return somebody


def since(somebody: User):
    somebody.refresh_from_db()
    return somebody.extra_time_since


def test_extra_time_is_granted_at_once_and_shown(client, somebody):
    page = client.post(GRANT, follow=True).content.decode()
    assert f"Since {since(somebody):%-d %B %Y}" in page


def test_granted_again_it_keeps_its_date(client, somebody):
    client.post(GRANT)
    first = since(somebody)
    client.post(GRANT)
    assert since(somebody) == first


def test_extra_time_can_be_withdrawn(client, somebody):
    client.post(GRANT)
    client.post(WITHDRAW)
    assert since(somebody) is None


@pytest.mark.parametrize("door", [GRANT, WITHDRAW])
def test_running_attempt_keeps_its_time(client, somebody, exam, door):
    client.post(WITHDRAW if door == GRANT else GRANT)
    somebody.refresh_from_db()
    attempt = attempts.start(somebody, exam)
    client.post(door)
    assert attempts.running(somebody).deadline == attempt.deadline


@pytest.mark.parametrize("door", [GRANT, WITHDRAW])
def test_request_leads_back_to_the_page_it_came_from(client, somebody, door):
    assert client.post(door, {"next": "/exams/MLS-C01/"}).url == "/exams/MLS-C01/"


@pytest.mark.parametrize("door", [GRANT, WITHDRAW])
@pytest.mark.parametrize("foreign", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_request_leads_to_no_foreign_page(client, somebody, door, foreign):
    assert client.post(door, {"next": foreign}).url == "/profile/"


@pytest.mark.parametrize("door", [GRANT, WITHDRAW])
def test_asking_is_a_post_of_somebody_logged_in(client, door):
    assert client.post(door).url == f"/accounts/login/?next={door}"
    client.force_login(person())
    assert client.get(door).status_code == 405


def test_next_that_looks_like_the_name_of_a_view_is_only_an_address(client, somebody):
    assert client.post(GRANT, {"next": "foo"}).url == "foo"

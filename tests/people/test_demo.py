import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from people import demo
from people.groups import belonging
from people.models import Membership, StudyGroup, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo_accounts(settings) -> None:
    settings.DEMO_ACCOUNTS = True
    settings.ALLOWED_HOSTS = ["*"]
    demo.create()


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "127.0.0.1:8000"})


@pytest.mark.parametrize(("role", "email"), demo.ROLES.items())
def test_one_click_enters_as_a_demo_person(client, role, email):
    assert client.post(f"/demo/{role}").url == "/"
    assert email in client.get("/profile/").content.decode()


def test_one_click_enters_also_as_a_demo_person_with_a_second_factor(client):
    Authenticator.objects.create(user=User.objects.get(email=demo.CANDIDATE), type="totp", data={"secret": "unknown"})
    assert client.post("/demo/candidate").url == "/"
    assert client.get("/profile/").status_code == 200


def test_log_in_page_offers_both_and_passes_on_where_to_go(client):
    page = client.get("/accounts/login/?next=/exams/MLS-C01/").content.decode()
    assert "Look around as the demo candidate" in page
    assert "Look around as the demo instructor" in page
    assert client.post("/demo/candidate", {"next": "/exams/MLS-C01/"}).url == "/exams/MLS-C01/"


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_names_of_this_machine_open_the_door(host):
    assert Client(headers={"host": host}).post("/demo/candidate").status_code == 302


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("rebound.example:8000", "127.0.0.1"),
        ("localhost.example", "127.0.0.1"),
        ("192.168.1.7:8000", "127.0.0.1"),
        ("127.0.0.1:8000", "192.168.1.20"),
        ("127.0.0.1:8000", ""),
    ],
)
def test_anybody_else_finds_neither_door_nor_buttons(host, address):
    stranger = Client(headers={"host": host}, REMOTE_ADDR=address)
    assert stranger.post("/demo/instructor").status_code == 404
    assert b"/demo/" not in stranger.get("/accounts/login/").content


def test_without_demo_accounts_there_is_no_door(client, settings):
    settings.DEMO_ACCOUNTS = False
    assert client.post("/demo/candidate").status_code == 404
    assert b"/demo/" not in client.get("/accounts/login/").content


def test_only_demo_people_can_be_entered(client):
    assert client.post("/demo/admin").status_code == 404
    User.objects.filter(email=demo.CANDIDATE).update(is_active=False)
    assert client.post("/demo/candidate").status_code == 404


def test_entering_is_a_post(client):
    assert client.get("/demo/candidate").status_code == 405


def test_creating_again_changes_nobody(client):
    before = list(User.objects.order_by("pk").values())
    demo.create()
    assert list(User.objects.order_by("pk").values()) == before


def test_demo_people_are_in_a_group_which_stays_as_they_leave_it(client):
    made = StudyGroup.objects.get()
    people = made.memberships.order_by("pk").values_list("person__email", "role")
    assert (made.name, list(people)) == (
        "Demo study group",
        [(demo.INSTRUCTOR, Membership.Role.OWNER), (demo.CANDIDATE, Membership.Role.MEMBER)],
    )
    assert made.memberships.get(role=Membership.Role.MEMBER).ranked_since
    StudyGroup.objects.update(name="Ours")
    belonging.part(made.memberships.get(role=Membership.Role.MEMBER))
    demo.create()
    assert StudyGroup.objects.get().memberships.present().count() == 1


def test_demo_people_have_no_password(client):
    assert not any(person.has_usable_password() for person in User.objects.all())


def test_instructor_looks_at_the_admin_and_changes_nothing(client):
    client.post("/demo/instructor")
    assert client.get("/admin/exams/attempt/").status_code == 200
    assert client.get("/admin/people/user/add/").status_code == 403


def test_a_name_that_is_not_ours_is_refused_with_a_page(client, settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    reply = client.get("/", headers={"host": "evil.example.org"})
    assert (reply.status_code, "evil" in reply.text) == (400, False)

import pytest

from people.models import User
from tests.factories import person

pytestmark = pytest.mark.django_db

PROFILE = "/profile/"
FORM = {"display_name": "Ada", "time_zone": "America/Argentina/Buenos_Aires", "theme": "dark"}


@pytest.fixture
def somebody(client) -> User:
    somebody = person()
    client.force_login(somebody)
    return somebody


def test_profile_is_for_people_who_are_logged_in(client):
    assert client.get(PROFILE).url == "/accounts/login/?next=/profile/"


def test_profile_keeps_what_a_person_says(client, somebody):
    assert client.post(PROFILE, FORM).url == PROFILE
    somebody.refresh_from_db()
    assert {name: getattr(somebody, name) for name in FORM} == FORM


def test_page_has_the_theme_that_was_chosen(client, somebody):
    client.post(PROFILE, FORM)
    assert b'data-theme="dark"' in client.get(PROFILE).content


@pytest.mark.parametrize("wrong", [{"time_zone": "Europe/Atlantis"}, {"theme": "pink"}, {"display_name": "a" * 61}])
def test_what_cannot_be_is_refused_next_to_its_field(client, somebody, wrong):
    (name,) = wrong
    assert f'id="id_{name}_error"' in client.post(PROFILE, {**FORM, **wrong}).content.decode()
    assert User.objects.get(pk=somebody.pk).theme == "system"


def test_saving_a_profile_touches_nothing_else(client, somebody):
    client.post(PROFILE, {**FORM, "is_staff": "on", "email": "other@example.org", "extra_time_since": "2020-01-01"})
    stored = User.objects.get(pk=somebody.pk)
    assert (stored.is_staff, stored.email, stored.extra_time_since) == (False, somebody.email, None)


def test_zone_that_no_place_has_stays_on_offer(client, somebody):
    User.objects.filter(pk=somebody.pk).update(time_zone="Etc/GMT+5")
    assert b'<option value="Etc/GMT+5" selected>' in client.get(PROFILE).content


def test_page_asks_the_database_who_is_there_and_nothing_more(client, somebody, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(PROFILE)

"""A signed cookie cannot be taken back, so every copy of it must be worth nothing when it should be."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.test import Client

from people import sessions
from people.hashers import Argon2id
from people.models import User
from tests.factories import PASSWORD, person

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "amber-lantern-72"


class Weaker(Argon2id):
    time_cost = 1


@pytest.fixture
def somebody() -> User:
    return person(password=PASSWORD)


@pytest.fixture
def copy(client: Client, somebody: User) -> Client:
    """A second browser with a copy of the first one's cookie."""
    client.post("/accounts/login/", {"login": somebody.email, "password": PASSWORD})
    copy = Client()
    copy.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert is_logged_in(client)
    assert is_logged_in(copy)
    return copy


def is_logged_in(client: Client) -> bool:
    """Whether pages open, and whether a save, which reads the cookie alone, would be taken."""
    opens = client.get("/profile/").status_code == 200
    user_id, version = sessions.claims(client.session) or (0, 0)
    saves = User.objects.filter(pk=user_id, session_version=version, is_active=True).exists()
    assert opens == saves
    return opens


def test_log_out_ends_copies_of_the_cookie(client, copy):
    client.post("/accounts/logout/")
    assert not is_logged_in(copy)


def test_change_of_password_ends_copies_and_keeps_the_present_session(client, copy):
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD})
    assert is_logged_in(client)
    assert not is_logged_in(copy)


def test_reset_of_password_ends_copies_and_logs_in(client, copy, somebody):
    owner = Client()
    somebody.refresh_from_db()
    key = default_token_generator.make_token(somebody)
    form = owner.get(f"/accounts/password/reset/key/{user_pk_to_url_str(somebody)}-{key}/").url
    assert owner.post(form, {"password1": NEW_PASSWORD}).url == "/"
    assert is_logged_in(owner)
    assert not is_logged_in(copy)
    assert not is_logged_in(client)


def test_deactivation_ends_sessions_for_good(client, copy, somebody):
    somebody.is_active = False
    somebody.save(update_fields=["is_active"])
    assert not is_logged_in(copy)
    somebody.is_active = True
    somebody.save()
    assert not is_logged_in(copy)


def test_deactivation_in_the_admin_ends_sessions_for_good(client, copy, somebody, admin_client):
    page = f"/admin/people/user/{somebody.pk}/change/"
    form = {"email": somebody.email, "time_zone": "UTC", "theme": "system"}
    assert admin_client.post(page, form).status_code == 302
    assert not is_logged_in(copy)
    assert admin_client.post(page, {**form, "is_active": "on"}).status_code == 302
    assert User.objects.get(pk=somebody.pk).is_active
    assert not is_logged_in(copy)


@pytest.mark.parametrize(
    "new", [{"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, {"unset-password": "", "usable_password": "false"}]
)
def test_password_set_or_removed_in_the_admin_ends_sessions(client, copy, somebody, admin_client, new):
    form = {"usable_password": "true", **new}
    assert admin_client.post(f"/admin/people/user/{somebody.pk}/password/", form).status_code == 302
    assert not is_logged_in(copy)


def test_saving_somebody_loaded_before_a_log_out_brings_no_session_back(client, copy, somebody):
    loaded_before = User.objects.get(pk=somebody.pk)
    client.post("/accounts/logout/")
    loaded_before.display_name = "Ada"
    loaded_before.save()
    assert not is_logged_in(copy)


def test_saving_a_profile_ends_no_session(client, copy):
    client.post("/profile/", {"display_name": "Ada", "time_zone": "UTC", "theme": "dark"})
    assert is_logged_in(client)
    assert is_logged_in(copy)


def test_password_hashed_anew_at_log_in_leaves_that_session_alive(client, somebody):
    User.objects.filter(pk=somebody.pk).update(password=Weaker().encode(PASSWORD, "a-grain-of-salt"))
    client.post("/accounts/login/", {"login": somebody.email, "password": PASSWORD})
    assert "t=2" in User.objects.get(pk=somebody.pk).password
    assert is_logged_in(client)


@pytest.mark.parametrize("cookie", [{}, {"_auth_user_id": "7"}, {"_auth_user_id": "7", "_auth_user_hash": "x.y"}])
def test_cookie_of_nobody_claims_nothing(client, cookie):
    session = client.session
    session.update(cookie)
    assert sessions.claims(session) is None

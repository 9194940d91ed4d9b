"""Whatever is too large is refused at every address, and nobody reads any of it."""

import pytest
from django.conf import settings
from django.test import Client

from tests import permissions

MEGA = 1024 * 1024
FORM = "multipart/form-data; boundary=edge"


class Unread:
    """A body that must not be touched."""

    def read(self, *_: int) -> bytes:
        raise AssertionError("The body was read.")

    readline = read


def send(door: Client, address: str, size: object, kind: str = FORM) -> int:
    """Announce a body of a size, and return the status of the reply."""
    head = {"CONTENT_LENGTH": str(size), "CONTENT_TYPE": kind, "wsgi.input": Unread()}
    return door.post(address, **head).status_code


@pytest.mark.django_db
def test_every_address_refuses_what_is_too_large_without_reading_it(exam):
    world, found = permissions.world(exam), {}
    for name, route in permissions.addresses():
        for who in permissions.PEOPLE:
            # With Django's own check of forms, which looks into the body for the cookie's token.
            door = Client(enforce_csrf_checks=True)
            door.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
            door.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[who]
            found[name, who] = send(door, world.address(name, route), 25 * MEGA + 1)
    assert set(found.values()) == {413}


@pytest.mark.parametrize(
    ("address", "kind", "most"),
    [
        ("/profile/", FORM, 2 * MEGA),
        ("/uploads/", FORM, 25 * MEGA),
        ("/attempts/1/responses", "application/json", 64 * 1024),
        ("/uploads/", "application/json", 64 * 1024),
    ],
)
def test_each_kind_of_body_has_its_measure(client, db, address, kind, most):
    assert send(client, address, most + 1, kind) == 413
    with pytest.raises(AssertionError, match="was read"):
        send(client, "/accounts/login/", 100)


def test_the_refusal_says_how_much_would_do(client, db):
    head = {"CONTENT_LENGTH": str(3 * MEGA), "CONTENT_TYPE": FORM, "wsgi.input": Unread()}
    assert "At most 2.0\xa0MB can be sent here" in client.post("/profile/", **head).content.decode()


def test_a_length_that_is_no_number_is_too_large(client, db):
    assert send(client, "/accounts/login/", "many") == 413

"""The door of answers passes by what only pages need, and nothing that guards a save."""

import pytest
from django.test import Client
from django.urls import resolve, reverse

from config import express
from exams import attempts
from exams.views import room
from tests.factories import person

pytestmark = pytest.mark.django_db
BODY = {"responses": []}


@pytest.fixture
def address(exam, client) -> str:
    candidate = person()
    client.force_login(candidate)
    return reverse("exams:responses", args=[attempts.start(candidate, exam).pk])


def post(client: Client, address: str, **facts):
    return client.post(address, BODY, content_type="application/json", **facts)


def test_the_door_is_where_the_room_is_told_that_it_is(address):
    assert express.DOOR.fullmatch(address)
    assert resolve(address).func is room.responses


def test_a_save_that_comes_through_has_the_headers_of_every_reply(client, address):
    reply = post(client, address)
    assert (reply.status_code, reply.json()["answers"]) == (200, {})
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Content-Length": str(len(reply.content)),
    }
    assert {name: reply[name] for name in wanted} == wanted
    assert express.TOLD.items() <= reply.headers.items()
    assert "no-store" in reply["Cache-Control"]


def test_it_asks_for_the_token(address, client):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert post(strict, address).status_code == 403
    strict.cookies["csrftoken"] = "b" * 32
    assert post(strict, address, headers={"x-csrftoken": "b" * 32}).status_code == 200


def test_a_save_without_a_token_is_refused_with_one_for_the_next(address, client):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    refused = post(strict, address)
    token = refused.cookies["csrftoken"].value
    assert refused.status_code == 403
    assert post(strict, address, headers={"x-csrftoken": token}).status_code == 200


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_it_asks_by_which_name_and_how_the_site_was_called(address, client, settings, scheme):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    foreign = {"host": "evil.example.org"}
    assert post(client, address, headers=foreign, secure=scheme == "https").status_code == 400


def test_it_is_open_to_a_post_alone(client, address):
    assert client.get(address).status_code == 405


def test_an_attempt_of_somebody_else_is_not_there(client, address):
    client.force_login(person())
    reply = post(client, address)
    assert (reply.status_code, "<h1>" in reply.text) == (404, True)


def test_an_address_that_is_nearly_the_door_goes_the_way_of_pages(client, address):
    assert "script-src 'self'" in client.get(address.replace("responses", ""))["Content-Security-Policy"]

"""What /healthz says, with each part down in turn."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client

from config import workers
from tests.config.redis_server import RedisServer

UP = {"database": "ok", "redis": "ok", "workers": 1, "degraded": False}


@pytest.fixture(autouse=True)
def installation(
    redis: RedisServer, settings: LazySettings, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """A database that may be disconnected in the middle of a test, and a Redis that one worker has written to."""
    settings.REDIS_URL = redis.url
    workers.report("celery@somewhere")
    # However long a test takes, the sign of life stays fresh.
    redis.client.zincrby(workers.KEY, 3600, "celery@somewhere")
    with django_db_blocker.unblock():
        yield
        connection.close()


def test_all_is_well(client: Client) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, UP)


def test_without_workers_it_is_degraded(client: Client) -> None:
    workers.forget("celery@somewhere")

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, UP | {"workers": 0, "degraded": True})


@pytest.mark.parametrize("fails", [RedisServer.dies, RedisServer.hangs])
def test_without_redis_it_is_degraded(client: Client, redis: RedisServer, fails: Any) -> None:
    fails(redis)

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, UP | {"redis": "down", "workers": 0, "degraded": True})


def test_without_the_database_it_is_unavailable_until_the_database_is_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    the_database_hangs_up()
    with monkeypatch.context() as meanwhile:
        meanwhile.setitem(connection.settings_dict, "HOST", "/nowhere")
        response = client.get("/healthz")

    assert (response.status_code, response.json()) == (503, {"database": "down"})
    assert client.get("/healthz").json() == UP


def test_a_connection_that_the_database_closed_is_made_anew(client: Client) -> None:
    the_database_hangs_up()

    assert client.get("/healthz").json() == UP


def test_it_sets_no_cookie_and_is_never_cached(client: Client) -> None:
    response = client.get("/healthz")

    assert not response.cookies
    assert not response.has_header("Vary")
    assert "no-store" in response["Cache-Control"]


def test_it_is_never_redirected_to_https(settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert Client().get("/healthz").status_code == 200
    assert Client().get("/").status_code == 301


def test_it_answers_whatever_the_site_is_called(client: Client) -> None:
    assert client.get("/healthz", headers={"Host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/", headers={"Host": "10.0.0.7:8000"}).status_code == 400


def test_it_is_only_read(client: Client) -> None:
    assert client.head("/healthz").status_code == 200
    assert client.post("/healthz").status_code == 405


def the_database_hangs_up() -> None:
    """Leave this process with a persistent connection that the server has closed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as another:
        another.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])

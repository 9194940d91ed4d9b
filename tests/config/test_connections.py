"""A database connection ends with its thread, and is made anew when PostgreSQL has ended it."""

import os
import select
import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from config.connections import close_with_thread, drop_what_hung_up
from tests.patience import eventually


@pytest.fixture(autouse=True)
def receiver(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    connection_created.connect(close_with_thread)
    with django_db_blocker.unblock():
        yield
    connection_created.disconnect(close_with_thread)


def test_connection_is_closed_when_its_thread_has_ended() -> None:
    made = []

    def ask() -> None:
        connection.ensure_connection()
        made.append(connection.connection)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()

    assert eventually(lambda: made[0].closed)


def test_connection_that_postgresql_has_ended_is_made_anew_before_anybody_sees_an_error() -> None:
    answers = []

    def ask() -> None:
        connection.ensure_connection()
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        assert eventually(lambda: select.select([connection.connection.fileno()], [], [], 0)[0])
        drop_what_hung_up()
        with connection.cursor() as cursor:
            answers.append(cursor.execute("SELECT 1").fetchone())
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()

    assert answers == [(1,)]


def test_connection_that_is_well_is_kept() -> None:
    connection.ensure_connection()
    line = connection.connection
    drop_what_hung_up()
    assert connection.connection is line
    connection.close()

"""A thread's database connection ends with the thread."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from config.connections import close_with_thread
from tests.config.joiner import eventually


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

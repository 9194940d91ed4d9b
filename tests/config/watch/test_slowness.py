"""What takes too long is written down, without what was in it."""

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client

from config.watch import slowness


@pytest.fixture(autouse=True)
def watching(db: None) -> None:
    connection.ensure_connection()
    with connection.execute_wrapper(slowness._timed):
        yield


def facts(caplog: pytest.LogCaptureFixture) -> list[dict]:
    return [record.facts for record in caplog.records if record.name == slowness.__name__]


def ask(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT\n   %s::text", [word])


def test_a_slow_query_is_written_down_without_its_parameters(
    settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SLOW_MS = 0

    ask("zoe@example.org")

    [said] = facts(caplog)
    assert said["sql"] == "SELECT %s::text"
    assert said["milliseconds"] >= 0


def test_a_quick_query_is_not(settings: LazySettings, caplog: pytest.LogCaptureFixture) -> None:
    settings.SLOW_MS = 3_600_000

    ask("zoe@example.org")

    assert facts(caplog) == []


def test_a_slow_request_is_written_down_by_its_view(
    client: Client, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SLOW_MS = 0

    client.get("/join/SECRET")

    said = facts(caplog)[-1]
    assert (said["view"], said["status"]) == ("people:join", 302)


def test_a_connection_is_watched_once_however_often_it_is_made() -> None:
    other = connection.copy()
    slowness.watch_queries(other)
    slowness.watch_queries(other)

    assert other.execute_wrappers == [slowness._timed]

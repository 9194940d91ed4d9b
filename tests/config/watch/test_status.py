"""What staff see on /status/, and what worries it names."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client

from config import rounds, workers
from config.watch import versions
from config.watch.signs import NOTHING, Passing, Stored, Waiting
from config.watch.status import NAMES
from config.watch.worries import worries
from tests import factories
from tests.config.redis_server import RedisServer

NONE = Waiting(0, None, NOTHING)
CALM = Stored(3, NONE, NONE, 0, 10_000_000, 9, 100, "18.1")
BUSY = Passing(1000, 1, 0, 0, {"scoring.tasks.sweep": 990}, {}, "Valkey 9")


@pytest.fixture
def staff(client: Client, db: None) -> Client:
    client.force_login(factories.person(is_staff=True))
    return client


@pytest.mark.parametrize(
    ("stored", "passing", "words"),
    [
        (CALM, BUSY, []),
        (replace(CALM, unscored=Waiting(1, None, timedelta(seconds=121))), BUSY, ["waiting for its report"]),
        (replace(CALM, unscored=Waiting(1, None, timedelta(seconds=120))), BUSY, []),
        (replace(CALM, overdue=Waiting(1, None, timedelta(seconds=61))), BUSY, ["time has been over"]),
        (replace(CALM, failing=1), BUSY, ["could not be scored"]),
        (replace(CALM, connections=91), BUSY, ["hardly any connection"]),
        (CALM, replace(BUSY, workers=0), ["No worker is alive"]),
        (CALM, replace(BUSY, second=1051), ["sweep has not gone round"]),
        (CALM, replace(BUSY, rounds={}), ["sweep has not gone round"]),
        (CALM, None, ["Redis does not answer"]),
        (None, BUSY, ["PostgreSQL does not answer"]),
    ],
)
def test_worries(stored: Stored | None, passing: Passing | None, words: list[str]) -> None:
    found = list(worries(stored, passing))

    assert len(found) == len(words)
    assert all(part in sentence for part, sentence in zip(words, found, strict=True))


def test_where_all_is_well_it_says_so(staff: Client) -> None:
    workers.report("celery@somewhere")
    rounds.note("scoring.tasks.sweep")

    page = staff.get("/status/").content.decode()

    assert "Nothing waits too long." in page
    assert all(words in page for words in (versions.own(), "PostgreSQL", "Valkey", "all done"))


def test_without_redis_it_is_a_page_all_the_same(staff: Client, redis: RedisServer) -> None:
    redis.dies()

    assert "Redis does not answer" in staff.get("/status/").content.decode()


def test_htmx_brings_the_figures_alone(staff: Client) -> None:
    part = staff.get("/status/", headers={"HX-Request": "true"}).content.decode()

    assert part.startswith('<div id="status"')


def test_everything_that_beat_sends_has_a_name(settings: LazySettings) -> None:
    assert NAMES.keys() == rounds.regular()


@pytest.mark.django_db
def test_what_is_missing_and_what_is_unknown_is_named() -> None:
    assert versions.migrations_missing() == []
    applied = {("people", "0001_initial"), ("people", "9999_later"), ("an_app_that_was_removed", "0001_initial")}
    assert versions.migrations_unknown(applied) == ["people.9999_later"]

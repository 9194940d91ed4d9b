"""A task is sent at once or not at all."""

import pytest

from config import publishing
from config.celery import app
from config.pause import Pause
from scoring.tasks import score
from tests.config.redis_server import RedisServer
from tests.config.test_pause import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def queue(redis: RedisServer, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.conf, "broker_url", redis.url.replace("unix://", "redis+socket://").split("?")[0])
    monkeypatch.setattr(publishing, "pause", Pause("Tasks are left to the sweep", clock))


def test_a_task_is_sent_to_the_workers(redis: RedisServer) -> None:
    assert publishing.publish(score, 17)

    assert redis.client.llen("celery") == 1


def test_dead_redis_is_no_error_for_the_candidate(redis: RedisServer) -> None:
    redis.dies()

    assert not publishing.publish(score, 17)


def test_nothing_is_tried_during_the_pause(redis: RedisServer, clock: Clock) -> None:
    redis.dies()
    assert not publishing.publish(score, 17)
    redis.starts()

    clock.now += 4.9
    assert not publishing.publish(score, 17)
    assert redis.client.llen("celery") == 0

    clock.now += 0.1
    assert publishing.publish(score, 17)
    assert redis.client.llen("celery") == 1


def test_redis_that_hangs_is_given_up(redis: RedisServer, clock: Clock) -> None:
    redis.hangs()
    assert not publishing.publish(score, 17)

    redis.goes_on()
    clock.now += 5
    assert publishing.publish(score, 17)


def test_connections_are_made_anew_after_each_outage_and_each_is_logged(
    redis: RedisServer, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        assert publishing.publish(score, 17)
        redis.dies()
        assert not publishing.publish(score, 17)
        redis.starts()
        clock.now += 5

    assert publishing.publish(score, 17)
    assert [record.message.partition(":")[0] for record in caplog.records if record.levelname == "WARNING"] == [
        "Tasks are left to the sweep",
        "Tasks are left to the sweep",
    ]


def test_a_queue_that_is_full_is_no_error_for_the_candidate(redis: RedisServer) -> None:
    redis.client.config_set("maxmemory", 1)

    assert not publishing.publish(score, 17)

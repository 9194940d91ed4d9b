"""Workers are counted by the signs of life that they write."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from config import workers
from tests.config.joiner import CHECKOUT
from tests.config.redis_server import RedisServer
from tests.patience import eventually


@pytest.fixture(autouse=True)
def registry(redis: RedisServer, settings: LazySettings) -> None:
    settings.REDIS_URL = redis.url


def test_a_worker_counts_from_its_first_sign_of_life_until_it_goes() -> None:
    assert workers.count() == 0

    workers.report("celery@a")
    workers.report("celery@b")
    workers.report("celery@a")
    assert workers.count() == 2

    workers.forget("celery@a")
    assert workers.count() == 1


def test_a_worker_that_was_silent_for_fifteen_seconds_does_not_count(redis: RedisServer) -> None:
    workers.report("celery@a")
    redis.client.zincrby(workers.KEY, -15, "celery@a")
    assert workers.count() == 0

    workers.report("celery@b")
    assert redis.client.zrange(workers.KEY, 0, -1) == ["celery@b"]


def test_without_redis_there_is_no_count_and_no_error(redis: RedisServer) -> None:
    redis.dies()

    workers.report("celery@a")
    workers.forget("celery@a")
    assert workers.count() is None


@pytest.fixture
def worker(redis: RedisServer) -> Iterator[subprocess.Popen[bytes]]:
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency", "1"],
        cwd=CHECKOUT,
        env=os.environ | {"REDIS_URL": redis.url, "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    yield worker
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def test_a_real_worker_counts_again_after_redis_was_away_and_strikes_itself_out(
    worker: subprocess.Popen[bytes], redis: RedisServer
) -> None:
    assert eventually(lambda: workers.count() == 1)

    redis.dies()
    redis.starts()
    assert eventually(lambda: workers.count() == 1)

    worker.terminate()
    worker.wait()
    assert workers.count() == 0

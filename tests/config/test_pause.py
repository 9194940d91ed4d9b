"""After a failure, Redis is left alone for five seconds."""

import logging

import pytest

from config.pause import Pause


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_pause_lasts_five_seconds_from_the_last_failure() -> None:
    clock = Clock()
    pause = Pause("The cache does without Redis", clock)
    assert not pause.is_on

    pause.begin(ConnectionError("refused"))
    clock.now += 4.9
    assert pause.is_on
    clock.now += 0.1
    assert not pause.is_on

    pause.begin(ConnectionError("refused"))
    assert pause.is_on


def test_an_outage_is_logged_once_however_often_redis_fails(caplog: pytest.LogCaptureFixture) -> None:
    pause = Pause("The cache does without Redis")
    caplog.set_level(logging.INFO)

    pause.begin(ConnectionError("refused"))
    pause.begin(ConnectionError("refused"))
    ends = [pause.end(), pause.end()]
    pause.begin(ConnectionError("refused"))

    assert ends == [True, False]
    assert caplog.messages == [
        "The cache does without Redis: refused",
        "Redis answers again.",
        "The cache does without Redis: refused",
    ]

"""A request has one name, from the proxy to its tasks."""

import re

import pytest
from django.test import Client

from config import publishing
from config.celery import app
from config.watch import request_ids
from people.tasks import sweep
from tests.config.redis_server import RedisServer


@pytest.mark.parametrize("name", ["01234567", "a1b2c3d4-e5f6-7890-abcd-ef0123456789", "x" * 64])
def test_a_sane_name_is_kept_and_told(client: Client, name: str) -> None:
    assert client.get("/nowhere", headers={"X-Request-ID": name})["X-Request-ID"] == name


@pytest.mark.parametrize(
    "name", ["", "short", "x" * 65, 'quote"quote', "two words here", "käsekuchen", "a\tb\tc\td\te"]
)
def test_any_other_is_replaced(client: Client, name: str) -> None:
    assert re.fullmatch("[0-9a-f]{32}", client.get("/nowhere", headers={"X-Request-ID": name})["X-Request-ID"])


def test_each_request_has_a_name_of_its_own(client: Client) -> None:
    assert client.get("/nowhere")["X-Request-ID"] != client.get("/nowhere")["X-Request-ID"]
    assert request_ids.current.get() == ""


def test_a_task_bears_the_name_of_its_request(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.conf, "broker_url", redis.url.replace("unix://", "redis+socket://").split("?")[0])
    before = request_ids.current.set("a-request")
    publishing.publish(sweep)
    request_ids.current.reset(before)

    assert '"request_id": "a-request"' in redis.client.lindex("celery", 0)


def test_a_worker_works_under_the_name_that_came_with_the_task() -> None:
    class Task:
        class request:  # noqa: N801  (as Celery names it)
            request_id = "a-request"

    request_ids.take_up(Task)
    assert request_ids.current.get() == "a-request"
    request_ids.lay_down()
    assert request_ids.current.get() == ""

"""What /metrics says, and to whom."""

import re
from datetime import timedelta

import pytest
import yaml
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from config import rounds, workers
from config.watch import signs
from exams import attempts
from exams.clock import GRACE
from exams.models import Attempt, Blueprint
from scoring import reports
from tests import factories
from tests.config.redis_server import RedisServer
from tests.config.test_compose import ROOT

pytestmark = pytest.mark.django_db
Samples = dict[tuple[str, ...], float]


def scraped(client: Client) -> Samples:
    """Every sample: its name and the values of its labels in the order of their names, and its value."""
    reply = client.get("/metrics")
    assert reply.status_code == 200
    families = text_string_to_metric_families(reply.content.decode())
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for each in families
        for sample in each.samples
    }


def test_it_tells_of_attempts_that_wait(client: Client, exam: Blueprint) -> None:
    running, overdue = (attempts.start(factories.person(), exam) for _ in range(2))
    factories.move_back(overdue, overdue.allowed + GRACE + timedelta(minutes=5))
    unscored = factories.handed_in(factories.person(), exam)
    Attempt.objects.filter(pk=unscored.pk).update(handed_in_at=unscored.handed_in_at - timedelta(minutes=3))
    factories.reported(factories.person(), exam)

    found = scraped(client)

    assert found["rehearsal_attempts_running",] == 1
    assert found["rehearsal_attempts_overdue",] == 1
    assert 300 <= found["rehearsal_attempts_overdue_oldest_seconds",] < 1000
    assert found["rehearsal_attempts_unscored",] == 1
    assert 180 <= found["rehearsal_attempts_unscored_oldest_seconds",] < 1000
    attempts.end(running)
    reports.make(running.pk)
    assert scraped(client)["rehearsal_attempts_unscored",] == 1


def test_where_nothing_waits_it_says_so(client: Client) -> None:
    found = scraped(client)

    assert found["rehearsal_attempts_unscored_oldest_seconds",] == 0
    assert found["rehearsal_attempts_overdue_oldest_seconds",] == 0
    assert found["rehearsal_database_up",] == found["rehearsal_redis_up",] == 1
    assert found["rehearsal_database_bytes",] > 1_000_000


def test_it_tells_of_workers_queue_and_rounds(client: Client, redis: RedisServer) -> None:
    workers.report("celery@somewhere")
    redis.client.lpush("celery", "one", "two")
    redis.client.hset("unacked", "three", "")
    rounds.note("scoring.tasks.sweep")
    rounds.note("scoring.tasks.score")

    found = scraped(client)

    assert found["rehearsal_workers",] == 1
    assert found["rehearsal_tasks_waiting",] == 2
    assert found["rehearsal_tasks_in_hand",] == 1
    second = found["rehearsal_task_done_timestamp_seconds", "scoring.tasks.sweep"]
    assert redis.client.time()[0] - 1000 < second <= redis.client.time()[0]
    assert ("rehearsal_task_done_timestamp_seconds", "scoring.tasks.score") not in found


def test_it_tells_how_requests_were_answered(client: Client) -> None:
    client.post("/attempts/1/responses", "{}", content_type="application/json")
    for path in ("/nowhere", "/no/where/else", "/", "/healthz"):
        client.get(path)

    found = scraped(client)

    answered = {labels[1:]: count for labels, count in found.items() if labels[0] == "rehearsal_responses_total"}
    assert answered == {
        ("401", "exams:responses"): 1,
        ("404", "none"): 2,
        ("200", "exams:home"): 1,
        ("200", "healthz"): 1,
    }
    assert found["rehearsal_saves_refused_total", "401"] == 1
    assert found["rehearsal_saves_refused_total", "500"] == 0
    assert found["rehearsal_response_seconds_bucket", "+Inf", "none"] == 2
    assert found["rehearsal_response_seconds_count", "none"] == 2
    assert found["rehearsal_response_seconds_sum", "none"] > 0


def test_without_redis_it_tells_what_the_database_knows(client: Client, redis: RedisServer) -> None:
    redis.dies()

    found = scraped(client)

    assert (found["rehearsal_redis_up",], found["rehearsal_attempts_unscored",]) == (0, 0)
    assert ("rehearsal_workers",) not in found


def test_without_the_database_it_tells_what_redis_knows(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(signs, "ROOM", "SELECT 1/0")
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT whole")
        found = scraped(client)
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT whole")

    assert (found["rehearsal_database_up",], found["rehearsal_workers",]) == (0, 0)
    assert ("rehearsal_attempts_unscored",) not in found


@pytest.mark.parametrize(
    ("token", "asking", "status"),
    [
        ("", {}, 200),
        ("", {"X-Forwarded-For": "127.0.0.1"}, 404),
        ("", {"Authorization": "Bearer "}, 200),
        ("secret", {}, 404),
        ("secret", {"Authorization": "Bearer other"}, 404),
        ("secret", {"Authorization": "secret"}, 404),
        ("secret", {"Authorization": "Bearer sécret"}, 404),
        ("secret", {"Authorization": "Bearer secret"}, 200),
        ("secret", {"Authorization": "Bearer secret", "X-Forwarded-For": "203.0.113.7"}, 200),
    ],
)
def test_only_some_may_look(
    client: Client, settings: LazySettings, token: str, asking: dict[str, str], status: int
) -> None:
    settings.METRICS_TOKEN = token

    assert client.get("/metrics", headers=asking).status_code == status


def test_without_a_token_nobody_on_another_machine_or_behind_a_proxy_may(
    client: Client, settings: LazySettings
) -> None:
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.7").status_code == 404
    settings.BEHIND_PROXY = True
    assert client.get("/metrics").status_code == 404


def test_those_who_may_not_look_are_told_what_any_stranger_is_told_anywhere(
    client: Client, settings: LazySettings
) -> None:
    settings.METRICS_TOKEN = "secret"

    page, other = client.get("/metrics"), client.get("/metricz")
    assert (page.status_code, page.templates) == (other.status_code, other.templates)
    assert page.headers.keys() == other.headers.keys()


def test_it_answers_whatever_the_site_is_called_and_without_https(settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert Client().get("/metrics", headers={"Host": "web:8000"}).status_code == 200


def test_every_alert_asks_for_figures_that_there_are(client: Client) -> None:
    rounds.note("scoring.tasks.sweep")
    client.get("/")
    there = {name for name, *_ in scraped(client)}

    groups = yaml.safe_load((ROOT / "deploy" / "alerts.yml").read_text())["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    asked = {rule["alert"]: set(names(rule["expr"])) for rule in rules}

    assert {alert: missing for alert, figures in asked.items() if (missing := figures - there)} == {}
    assert all(asked.values())
    assert all(rule["annotations"].keys() == {"summary", "description"} for rule in rules)
    assert {"RehearsalUnscored", "RehearsalOverdueOpen", "RehearsalSavesRefused", "RehearsalNoWorker"} <= asked.keys()


def names(expression: str) -> list[str]:
    return re.findall(r"\brehearsal_\w+", expression)

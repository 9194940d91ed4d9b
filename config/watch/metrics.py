"""/metrics, in the words of Prometheus: each figure is the whole installation's, whichever process answers."""

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from . import signs, tally, versions

SAVE = "exams:responses"
REFUSALS = (400, 401, 403, 404, 409, 413, 429, 500)
Labelled = dict[tuple[str, ...], float]
LOOPBACK = {"127.0.0.1", "::1"}


def may_be_read_by(request: HttpRequest) -> bool:
    """Whether somebody bears METRICS_TOKEN or, where there is none, asks from this machine itself."""
    if token := settings.METRICS_TOKEN:
        return constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}")
    # Whoever comes through a proxy on this machine is no neighbour.
    comes_directly = not settings.BEHIND_PROXY and "X-Forwarded-For" not in request.headers
    return comes_directly and request.META.get("REMOTE_ADDR") in LOOPBACK


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Every figure, as it is now."""
    registry = CollectorRegistry()
    registry.register(Figures())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class Figures(Collector):
    """Every figure that there is; where PostgreSQL or Redis is away its own are missing, and that is a figure too."""

    def describe(self) -> list[Metric]:
        """Name nothing beforehand: to register would ask PostgreSQL and Redis once more."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield the figures of this moment."""
        stored, passing = signs.stored(), signs.passing()
        yield GaugeMetricFamily("rehearsal_database_up", "Whether PostgreSQL answers.", value=bool(stored))
        yield GaugeMetricFamily("rehearsal_redis_up", "Whether Redis answers.", value=bool(passing))
        yield _of(
            GaugeMetricFamily("rehearsal_info", "The version that runs.", labels=["version"]),
            {(versions.own(),): 1},
        )
        if stored:
            yield from _of_database(stored)
        if passing:
            yield from _of_redis(passing)


def _of_database(stored: signs.Stored) -> Iterator[Metric]:
    for name, meaning, value in (
        ("attempts_running", "Attempts that still take answers.", stored.running),
        ("attempts_overdue", "Open attempts whose time and grace are over.", stored.overdue.attempts),
        (
            "attempts_overdue_oldest_seconds",
            "For how long the oldest of them has been overdue.",
            stored.overdue.longest.total_seconds(),
        ),
        ("attempts_unscored", "Ended attempts without a report.", stored.unscored.attempts),
        (
            "attempts_unscored_oldest_seconds",
            "How long ago the oldest of them ended.",
            stored.unscored.longest.total_seconds(),
        ),
        ("attempts_failing", "Attempts that could not be scored when last tried.", stored.failing),
        ("database_bytes", "The size of the database.", stored.size_bytes),
        ("database_connections", "Connections of clients to PostgreSQL.", stored.connections),
        ("database_connections_allowed", "How many PostgreSQL allows.", stored.connections_allowed),
    ):
        yield GaugeMetricFamily(f"rehearsal_{name}", meaning, value=value)


def _of_redis(passing: signs.Passing) -> Iterator[Metric]:
    yield GaugeMetricFamily("rehearsal_workers", "Workers that are alive.", value=passing.workers)
    yield GaugeMetricFamily("rehearsal_tasks_waiting", "Tasks that no worker has taken.", value=passing.waiting)
    yield GaugeMetricFamily("rehearsal_tasks_in_hand", "Tasks taken and not finished.", value=passing.in_hand)
    done_at = GaugeMetricFamily(
        "rehearsal_task_done_timestamp_seconds", "When a regular task last ended well.", labels=["task"]
    )
    yield _of(done_at, {(task,): second for task, second in passing.rounds.items()})
    yield from _of_requests(passing.answered)


def _of_requests(answered: dict[tuple[str, int], tally.Answered]) -> Iterator[Metric]:
    counts: Labelled = {(view, str(status)): found.count for (view, status), found in sorted(answered.items())}
    responses = CounterMetricFamily("rehearsal_responses", "Answers by view and status.", labels=["view", "status"])
    yield _of(responses, counts)
    refused = CounterMetricFamily("rehearsal_saves_refused", "Saves of answers that were not taken.", labels=["status"])
    # From the first scrape on, since a rate knows nothing of a figure's appearance.
    yield _of(refused, {(str(status),): counts.get((SAVE, str(status)), 0) for status in REFUSALS})
    yield _times(answered)


def _times(answered: dict[tuple[str, int], tally.Answered]) -> Metric:
    buckets: dict[str, Counter[int]] = {}
    microseconds: Counter[str] = Counter()
    for (view, _), found in sorted(answered.items()):
        buckets.setdefault(view, Counter()).update(found.buckets)
        microseconds[view] += found.microseconds
    bounds = [*map(str, tally.BOUNDS), "+Inf"]
    family = HistogramMetricFamily("rehearsal_response_seconds", "Time to an answer, by view.", labels=["view"])
    for view, counts in buckets.items():
        running = accumulate(counts[place] for place in range(len(bounds)))
        family.add_metric([view], list(zip(bounds, running, strict=True)), microseconds[view] / 1_000_000)
    return family


def _of(family: GaugeMetricFamily | CounterMetricFamily, values: Labelled) -> Metric:
    for labels, value in values.items():
        family.add_metric(labels, value)
    return family

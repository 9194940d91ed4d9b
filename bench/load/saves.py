"""One answer saved: the rate beside both floors, the slowest of a hundred, and the statements that it takes."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench.load import crowd, floors
from bench.load.candidates import Candidate
from bench.load.crowd import Timing
from bench.load.stage import Stage
from bench.load.wire import Line

ROUNDS, SECONDS, CONNECTIONS = 5, 3, 64


@dataclass(frozen=True)
class Saves:
    """Rates a second, medians of the rounds; the p99 of all rounds in ms."""

    rate: float
    floor_a: float
    floor_b: float
    p99_ms: float
    client_cpu_share: float

    @property
    def of_floor_b(self) -> float:
        return self.rate / self.floor_b


async def save(candidate: Candidate, line: Line) -> None:
    await candidate.save(line, candidate.change(random))


async def measure(stage: Stage, saving: Sequence[Candidate], floored: Sequence[Candidate]) -> Saves:
    """Floors and saves in turn, so that what else happens on the machine meets all of them alike.

    `floored` sit attempts of their own, since the floors count on without asking what is newer.
    """
    rounds: list[tuple[float, Timing, Timing]] = []
    client = seconds = 0.0
    with floors.minimal_site(stage) as minimal:
        for _ in range(ROUNDS):
            alone = floors.guarded_updates(stage, floored, seconds=SECONDS)
            least = await crowd.for_a_while(floored[:CONNECTIONS], save, port=minimal.port, seconds=SECONDS)
            before = stage.cpu()
            real = await crowd.for_a_while(saving[:CONNECTIONS], save, port=stage.site.port, seconds=SECONDS)
            client, seconds = client + (stage.cpu() - before).client, seconds + real.seconds
            rounds.append((alone, least, real))
    latencies = [each for _, _, real in rounds for each in real.latencies_ms]
    return Saves(
        rate=median(real.rate for _, _, real in rounds),
        floor_a=median(alone for alone, _, _ in rounds),
        floor_b=median(least.rate for _, least, _ in rounds),
        p99_ms=crowd.percentile(latencies, 99),
        client_cpu_share=client / seconds,
    )


def statements(candidate: Candidate) -> int:
    """How many statements one save sends, counted in a process of our own."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    browser = Client(
        SERVER_NAME="127.0.0.1", headers=dict(line.split(": ") for line in candidate.headers.split("\r\n") if line)
    )
    address = f"/attempts/{candidate.attempt}/responses"
    with CaptureQueriesContext(connection) as queries:
        reply = browser.post(address, candidate.change(random), content_type="application/json")
    assert reply.status_code == 200, reply.content
    return len(queries)

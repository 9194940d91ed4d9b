"""Many clients at once: closed loops for rates, planned moments for latencies."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

from bench.load.candidates import Candidate
from bench.load.wire import Line

Act = Callable[[Candidate, Line], Awaitable[object]]


@dataclass(frozen=True)
class Timing:
    """In how many seconds requests came back, how many ms each took, and what failed."""

    seconds: float
    latencies_ms: Sequence[float]
    failures: Sequence[Exception] = ()

    @property
    def rate(self) -> float:
        return len(self.latencies_ms) / self.seconds

    @property
    def p99_ms(self) -> float:
        return percentile(self.latencies_ms, 99)


def percentile(values: Sequence[float], share: int) -> float:
    """The value that so many percent do not exceed; 0 of none."""
    ranked = sorted(values)
    return ranked[min(len(ranked) * share // 100, len(ranked) - 1)] if ranked else 0.0


async def for_a_while(clients: Iterable[Candidate], act: Act, *, port: int, seconds: float) -> Timing:
    """Each acts again and again, over a connection of their own, until the time is over."""
    began, latencies = time.perf_counter(), []

    async def go_on(client: Candidate) -> None:
        line = Line(port)
        while (before := time.perf_counter()) - began < seconds:
            await act(client, line)
            latencies.append(1000 * (time.perf_counter() - before))
        line.close()

    await asyncio.gather(*map(go_on, clients))
    return Timing(time.perf_counter() - began, latencies)


async def together(parts: Iterable[tuple[Iterable[Candidate], int]], act: Act, *, seconds: float) -> list[Timing]:
    """Several crowds at once, each at a port of its own."""
    return await asyncio.gather(*(for_a_while(some, act, port=port, seconds=seconds) for some, port in parts))


async def once_each(clients: Iterable[Candidate], act: Act, *, port: int, connections: int) -> Timing:
    """Each acts once, as soon as one of so many connections is free."""
    waiting, began, latencies = iter(clients), time.perf_counter(), []

    async def serve() -> None:
        line = Line(port)
        for client in waiting:
            before = time.perf_counter()
            await act(client, line)
            latencies.append(1000 * (time.perf_counter() - before))
        line.close()

    await asyncio.gather(*(serve() for _ in range(connections)))
    return Timing(time.perf_counter() - began, latencies)


async def at_moments(planned: Iterable[tuple[float, Candidate]], act: Act, *, port: int, connections: int) -> Timing:
    """Each acts at a moment, in seconds from now; latency counts from then, whatever the request had to wait for."""
    began, latencies, failures = time.perf_counter(), [], []
    lines: asyncio.Queue[Line] = asyncio.Queue()
    for _ in range(connections):
        lines.put_nowait(Line(port))

    async def keep(moment: float, client: Candidate) -> None:
        await asyncio.sleep(max(0.0, began + moment - time.perf_counter()))
        line = await lines.get()
        try:
            await act(client, line)
            latencies.append(1000 * (time.perf_counter() - began - moment))
        except Exception as failure:  # noqa: BLE001 - counted, and told
            failures.append(failure)
        finally:
            lines.put_nowait(line)

    await asyncio.gather(*(keep(*each) for each in planned))
    while not lines.empty():
        lines.get_nowait().close()
    return Timing(time.perf_counter() - began, latencies, failures)

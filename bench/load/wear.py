"""What many requests leave behind in memory, and what a second web server adds."""

from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from bench.load import crowd
from bench.load.candidates import Candidate
from bench.load.saves import SECONDS, save
from bench.load.stage import Stage
from tests.stack import Stack, free_port

CONNECTIONS = 32


@dataclass(frozen=True)
class Memory:
    """Proportional set size of web, worker and beat together, in MB, and after how many requests."""

    first_mb: float
    last_mb: float
    requests: int


async def endure(stage: Stage, candidates: Sequence[Candidate], *, requests: int) -> Memory:
    """Save, look at the time and open the room in turn; what the first tenth brought in does not count as growth."""
    done = 0

    async def go_on(candidate: Candidate, line) -> None:
        nonlocal done
        done += 1
        if done % 200 == 0:
            await line.ask("GET", f"/attempts/{candidate.attempt}/", candidate.headers)
        elif done % 5 == 0:
            await line.ask("GET", f"/attempts/{candidate.attempt}/state", candidate.headers)
        else:
            await save(candidate, line)

    async def so_many(number: int) -> None:
        upper = done + number
        while done < upper:
            await crowd.for_a_while(candidates[:CONNECTIONS], go_on, port=stage.site.port, seconds=2)

    await so_many(requests // 10)
    first = stage.memory_mb()
    await so_many(requests - done)
    return Memory(first, stage.memory_mb(), done)


@dataclass(frozen=True)
class Pair:
    """Saves a second of one web process, and of two on two ports that share PostgreSQL and Redis alone.

    `one_cpu_ms` and `two_cpu_ms` are what a save costs all servers: where two cost no more, more cores give more.
    """

    one: float
    two: float
    one_cpu_ms: float
    two_cpu_ms: float

    @property
    def gain(self) -> float:
        return self.two / self.one

    @property
    def cost(self) -> float:
        return self.two_cpu_ms / self.one_cpu_ms


async def pair(stage: Stage, candidates: Sequence[Candidate]) -> Pair:
    """One web process and two in turn, with half of the candidates at each of the two."""
    half = len(candidates) // 2
    with _web(stage, "left") as left, _web(stage, "right") as right:
        sites = {site.processes["web"].pid for site in (left, right)}

        async def rate(*parts: tuple[Sequence[Candidate], int]) -> tuple[float, float]:
            before = stage.cpu(besides=sites)
            timings = await crowd.together(parts, save, seconds=SECONDS)
            saves = sum(len(timing.latencies_ms) for timing in timings)
            return sum(timing.rate for timing in timings), 1000 * (stage.cpu(besides=sites) - before).servers / saves

        ones, twos = [], []
        for _ in range(3):
            ones.append(await rate((candidates, left.port)))
            twos.append(await rate((candidates[:half], left.port), (candidates[half:], right.port)))
    (one, one_cpu_ms), (two, two_cpu_ms) = (map(median, zip(*found, strict=True)) for found in (ones, twos))
    return Pair(one, two, one_cpu_ms, two_cpu_ms)


@contextmanager
def _web(stage: Stage, name: str):
    folder = stage.site.folder / name
    folder.mkdir(exist_ok=True)
    site = Stack(folder, stage.site.environment, free_port())
    site.start_web()
    try:
        yield site
    finally:
        site.stop("web")

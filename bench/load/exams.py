"""Exams as candidates sit them: starts, rooms, hand-ins, reports, and the CPU of a whole one."""

import gzip
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.load import crowd
from bench.load.candidates import FORM, PASSWORD, TOKEN, Candidate, enrol
from bench.load.saves import save
from bench.load.stage import Stage
from bench.load.wire import Line

CONNECTIONS, SAVES = 16, 100


async def begin(candidate: Candidate, line: Line) -> bytes:
    return await candidate.start(line)


async def end(candidate: Candidate, line: Line) -> None:
    await candidate.hand_in(line)


async def read(candidate: Candidate, line: Line) -> None:
    await candidate.read_report(line)


async def started(stage: Stage, number: int, *, name: str) -> list[Candidate]:
    """People whose clocks run."""
    people = enrol(number, name=name, exam=stage.exam)
    await crowd.once_each(people, begin, port=stage.site.port, connections=CONNECTIONS)
    return people


async def finished(stage: Stage, number: int, *, name: str) -> list[Candidate]:
    """People who have answered most of their paper, handed it in, and read their report."""
    people = await started(stage, number, name=name)

    async def answer(candidate: Candidate, line: Line) -> None:
        for _ in range(SAVES):
            await save(candidate, line)
        await candidate.hand_in(line)

    await crowd.once_each(people, answer, port=stage.site.port, connections=CONNECTIONS)
    wait_for_reports(stage, people)
    await crowd.once_each(people, read, port=stage.site.port, connections=CONNECTIONS)
    return people


async def room_bytes(stage: Stage) -> dict[str, int]:
    """The size of an exam room's page, before and after compression."""
    [candidate] = enrol(1, name="room", exam=stage.exam)
    page = await begin(candidate, Line(stage.site.port))
    return {"raw": len(page), "gzip": len(gzip.compress(page, 6))}


async def log_in_cpu(stage: Stage, *, people: int = 24) -> float:
    """Seconds of server CPU for a log-in: the form that is sent, and the redirect."""
    candidates = enrol(people, name="login", exam=stage.exam)
    cookies = f"Cookie: csrftoken={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n{FORM}"

    async def log_in(candidate: Candidate, line: Line) -> None:
        email = f"login.{candidates.index(candidate)}%40bench.example.org"
        body = f"login={email}&password={PASSWORD.replace(' ', '+')}".encode()
        reply = await line.ask("POST", "/accounts/login/", cookies, body)
        assert reply.status == 302, (reply.status, reply.body[:500])

    before = stage.cpu()
    await crowd.once_each(candidates, log_in, port=stage.site.port, connections=2)
    return (stage.cpu() - before).servers / people


async def whole_exam_cpu(stage: Stage, *, people: int = 24) -> float:
    """Seconds of server CPU for an exam of somebody logged in: start, room, saves, hand-in, scoring, report."""
    candidates = enrol(people, name=f"whole.{random.randrange(10**9)}", exam=stage.exam)

    async def sit(candidate: Candidate, line: Line) -> None:
        await candidate.start(line)
        for _ in range(SAVES):
            await save(candidate, line)
        await candidate.hand_in(line)

    before = stage.cpu()
    await crowd.once_each(candidates, sit, port=stage.site.port, connections=8)
    wait_for_reports(stage, candidates)
    await crowd.once_each(candidates, read, port=stage.site.port, connections=8)
    return (stage.cpu() - before).servers / people


@dataclass(frozen=True)
class Rates:
    """So many a second."""

    starts: float
    hand_ins: float
    reports: float


async def rates(stage: Stage, *, people: int) -> Rates:
    """Starts with their room's page, hand-ins while no worker runs, and then what one worker scores of them."""
    candidates = enrol(people, name=f"rates.{random.randrange(10**9)}", exam=stage.exam)
    starts = await crowd.once_each(candidates, begin, port=stage.site.port, connections=CONNECTIONS)
    stage.site.stop("worker")
    hand_ins = await crowd.once_each(candidates, end, port=stage.site.port, connections=CONNECTIONS)
    stage.site.start_worker()
    wait_for_reports(stage, candidates)
    return Rates(starts.rate, hand_ins.rate, _scored_a_second(stage, candidates))


def wait_for_reports(stage: Stage, candidates: Sequence[Candidate], *, seconds: float = 300) -> None:
    attempts, deadline = [candidate.attempt for candidate in candidates], time.monotonic() + seconds
    while (there := _reports(stage, attempts)) < len(attempts):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{there} of {len(attempts)} reports after {seconds} s")
        time.sleep(0.1)


def _reports(stage: Stage, attempts: Sequence[int]) -> int:
    counted = "SELECT count(DISTINCT attempt_id) FROM scoring_report WHERE attempt_id = ANY(%s)"
    return stage.site.query(counted, attempts)[0][0]


def _scored_a_second(stage: Stage, candidates: Sequence[Candidate]) -> float:
    """From the first report to the last, so that the worker's own start does not count."""
    spread = (
        "SELECT count(*) - 1, extract(epoch FROM max(scored_at) - min(scored_at)) "
        "FROM scoring_report WHERE attempt_id = ANY(%s)"
    )
    [(reports, seconds)] = stage.site.query(spread, [candidate.attempt for candidate in candidates])
    return reports / float(seconds)

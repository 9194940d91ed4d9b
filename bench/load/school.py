"""A class that sits at once: all start, each changes an answer a minute, all hand in; and nothing of it is lost."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bench.load import crowd, exams
from bench.load.candidates import Candidate, enrol
from bench.load.crowd import Timing
from bench.load.saves import save
from bench.load.stage import Stage

# As many as the proxy of the compose file keeps open.
CONNECTIONS = 64
INTERVAL = 60.0
STARTS_SECONDS, HAND_INS_SECONDS = 120.0, 60.0
FULL = 10_000


@dataclass(frozen=True)
class ClassFigures:
    """What became of a class; latencies count from the moment that was planned."""

    candidates: int
    minutes: int
    errors: int
    lost: int
    start_p99_ms: float
    save_p99_ms: float
    hand_in_p99_ms: float
    last_report_s: float
    first_errors: Sequence[str]


async def sit(stage: Stage, people: int, *, minutes: int) -> ClassFigures:
    """Start within two minutes, change for some minutes, hand in within one; smaller classes at the same rate."""
    candidates, share = enrol(people, name="class", exam=stage.exam), people / FULL
    port = stage.site.port

    async def all_within(seconds: float, act: crowd.Act) -> Timing:
        planned = [(seconds * number / people, each) for number, each in enumerate(candidates)]
        return await crowd.at_moments(planned, act, port=port, connections=CONNECTIONS)

    starts = await all_within(STARTS_SECONDS * share, exams.begin)
    sitting = [candidate for candidate in candidates if candidate.options]
    changes = [(INTERVAL * (turn + random.random()), each) for each in sitting for turn in range(minutes)]
    saves = await crowd.at_moments(changes, save, port=port, connections=CONNECTIONS)
    ends = await all_within(HAND_INS_SECONDS * share, exams.end)
    handed_in = stage.site.query("SELECT clock_timestamp()")[0][0]
    exams.wait_for_reports(stage, sitting, seconds=600)
    last = "SELECT max(scored_at) FROM scoring_report WHERE attempt_id = ANY(%s)"
    [(scored,)] = stage.site.query(last, [candidate.attempt for candidate in sitting])
    failures = [*starts.failures, *saves.failures, *ends.failures]
    return ClassFigures(
        candidates=people,
        minutes=minutes,
        errors=len(failures),
        lost=lost(stage, sitting),
        start_p99_ms=starts.p99_ms,
        save_p99_ms=saves.p99_ms,
        hand_in_p99_ms=ends.p99_ms,
        last_report_s=max(0.0, (scored - handed_in).total_seconds()),
        first_errors=[repr(failure)[:300] for failure in failures[:5]],
    )


def lost(stage: Stage, candidates: Sequence[Candidate]) -> int:
    """Acknowledged edits that the database does not hold, or that the report does not count as answered."""
    held = {
        (attempt, position): (counter, marked)
        for attempt, position, counter, marked in stage.site.query(
            "SELECT r.attempt_id, r.position, r.counter, mark->>'state' = 'answered' "
            "FROM exams_response r JOIN scoring_report s ON s.attempt_id = r.attempt_id "
            "CROSS JOIN LATERAL jsonb_array_elements(s.marks) AS mark "
            "WHERE r.attempt_id = ANY(%s) AND (mark->>'position')::int = r.position",
            [candidate.attempt for candidate in candidates],
        )
    }
    return sum(
        held.get((candidate.attempt, position)) != (counter, True)
        for candidate in candidates
        for position, counter in candidate.acknowledged.items()
    )

"""A crowd of candidates, what they were promised, and whether it was kept."""

import itertools
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from signal import Signals
from statistics import quantiles
from typing import Any, NamedTuple

from config.embedded.place import CHECKOUT
from config.embedded.process import dying_with_parent
from tests.chaos.site import Site
from tests.patience import PATIENCE_SECONDS, eventually

# Enough for everybody to be in the midst of it.
SAVES_TO_BEGIN_WITH = 3
SETTLED = "kept", "already kept"
TROUBLE = "troubled", "unreachable"
# The exam is the same for all, so what a mark should be follows from the answer that was acknowledged.
SCORED = """
SELECT r.attempt_id, r.position, r.counter, r.chosen, r.option_order, v.key,
       (SELECT mark->'right' FROM scoring_report s, jsonb_array_elements(s.marks) mark
        WHERE s.attempt_id = r.attempt_id AND (mark->>'position')::int = r.position)
FROM exams_response r JOIN questions_revision v ON v.id = r.revision_id WHERE r.attempt_id = ANY(%s)
"""
RUNNING = "SELECT count(*) FROM exams_attempt WHERE id = ANY(%s) AND handed_in_at IS NULL"
REPORTED = "SELECT count(DISTINCT attempt_id) FROM scoring_report WHERE attempt_id = ANY(%s)"
DOUBLED = "SELECT count(*) - count(DISTINCT attempt_id) FROM scoring_report WHERE attempt_id = ANY(%s)"

Fact = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """A line of the table."""

    fault: str
    candidates: int
    saves_acknowledged: int
    saves_lost: int
    seconds_to_recover: float
    seconds_to_last_report: float
    attempts_stuck: int
    reports_doubled: int
    requests_failed: int
    refusals: int


class Scored(NamedTuple):
    """What stands at a position, and how it was marked. Options are numbered as shown, those of the key are not."""

    attempt_id: int
    position: int
    counter: int
    chosen: list[int]
    option_order: list[int]
    key: list[int]
    right: bool | None

    def keeps(self, saved: Fact) -> bool:
        """Whether a save that was acknowledged is what stands here, and what was marked."""
        is_right = {self.option_order[option] for option in saved["chosen"]} == set(self.key)
        return (self.counter, self.chosen, self.right) == (saved["counter"], saved["chosen"], is_right)


class Sitting:
    """Candidates who sit exams in a process of their own, and the facts that they note."""

    def __init__(self, site: Site, candidates: int, ports: Sequence[int] = ()) -> None:
        self.site = site
        self.names = site.admit(candidates)
        self._notes = site.stack.folder / f"candidates-{site.admitted}.jsonl"
        self._returned_at = self._handed_in_at = 0.0
        self._log = self._notes.with_suffix(".log")
        doors = ",".join(map(str, ports or [site.stack.port]))
        with self._notes.open("wb") as notes, self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.chaos.candidates", doors, *self.names],
                cwd=CHECKOUT,
                stdin=subprocess.PIPE,
                stdout=notes,
                stderr=log,
                preexec_fn=dying_with_parent(Signals.SIGKILL),  # noqa: PLW1509  (the tests have no threads)
            )

    @property
    def facts(self) -> list[Fact]:
        lines = self._notes.read_text().splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def of(self, *kinds: str) -> list[Fact]:
        return [fact for fact in self.facts if fact["what"] in kinds]

    @property
    def attempts(self) -> list[int]:
        return [fact["attempt"] for fact in self.of("seated")]

    def begins(self) -> None:
        """Wait until everybody has saved some answers."""
        self._wait(lambda: self._everybody_saved(SAVES_TO_BEGIN_WITH, since=0.0))

    def keeps_saving(self) -> None:
        """Wait until everybody has saved some more, whatever is broken."""
        now = time.monotonic()
        self._wait(lambda: self._everybody_saved(SAVES_TO_BEGIN_WITH, since=now))

    def goes_on_for(self, seconds: float) -> float:
        """Let so much time pass, and return the 99th percentile of how long a save took, in seconds."""
        began = time.monotonic()
        while time.monotonic() < began + seconds:
            assert self._process.poll() is None, self._last_words()
            time.sleep(0.1)
        return quantiles([fact["took"] for fact in self.of("answered") if fact["at"] > began], n=100)[98]

    def notices(self) -> None:
        """Wait until everybody has met with trouble."""
        now = time.monotonic()
        self._wait(lambda: {fact["name"] for fact in self.of(*TROUBLE) if fact["at"] > now} == set(self.names))

    @property
    def clock_error(self) -> float:
        """By how many seconds the time left, as candidates were told, strayed at most."""
        ends: dict[str, list[float]] = {}
        for fact in self.of("answered"):
            ends.setdefault(fact["name"], []).append(fact["at"] + fact["seconds_left"])
        return max(max(times) - min(times) for times in ends.values())

    def part_returns(self) -> None:
        """What was broken is whole again from now on."""
        self._returned_at = time.monotonic()

    def hands_in(self) -> None:
        assert self._process.stdin
        self._handed_in_at = time.monotonic()
        self._process.stdin.close()

    def has_ended(self) -> None:
        """Wait until every attempt is closed."""
        self._wait(lambda: self._count(RUNNING) == 0)

    def ends(self, fault: str) -> Outcome:
        """Let everybody come to the end of the exam, and look at what became of it."""
        recovered = None if self._has_handed_in else self._saved_again()
        if not self._has_handed_in:
            self.hands_in()
        last_report = self._last_report()
        assert self._process.wait(PATIENCE_SECONDS) == 0, self._last_words()
        return Outcome(
            fault=fault,
            candidates=len(self.names),
            saves_acknowledged=len(self.of(*SETTLED)),
            saves_lost=len(self.lost()),
            seconds_to_recover=round(last_report if recovered is None else recovered, 1),
            seconds_to_last_report=round(last_report, 1),
            attempts_stuck=self._count(RUNNING),
            reports_doubled=self._count(DOUBLED),
            requests_failed=len(self.of(*TROUBLE)),
            refusals=len(self.of("refused", "closed", "superseded")),
        )

    def _saved_again(self) -> float:
        """The seconds from the part's return until the last candidate had something saved."""
        self._wait(lambda: self._everybody_saved(1, since=self._returned_at))
        first: dict[str, float] = {}
        for fact in self.of(*SETTLED):
            if fact["at"] > self._returned_at:
                first.setdefault(fact["name"], fact["at"] - self._returned_at)
        return max(first.values())

    def _last_report(self) -> float:
        """The seconds from the hand-in, or from the part's return after it, until the last report was there."""
        assert eventually(lambda: self._count(REPORTED) == len(self.names), 0.2), self._last_words()
        after = max(self._handed_in_at, self._returned_at)
        return time.monotonic() - after

    def lost(self) -> list[Fact]:
        """The saves that were acknowledged, and are not there or not what was scored."""
        newest = {(fact["attempt"], fact["position"]): fact for fact in self.of(*SETTLED)}
        rows = itertools.starmap(Scored, self.site.stack.query(SCORED, self.attempts))
        stand = {(row.attempt_id, row.position): row for row in rows}
        return [fact for place, fact in newest.items() if not stand[place].keeps(fact)]

    def end(self) -> None:
        self._process.kill()
        self._process.wait()

    def _everybody_saved(self, times: int, since: float) -> bool:
        saved = Counter(fact["name"] for fact in self.of(*SETTLED) if fact["at"] > since)
        return all(saved[name] >= times for name in self.names)

    def _count(self, statement: str) -> int:
        return self.site.stack.query(statement, self.attempts)[0][0]

    @property
    def _has_handed_in(self) -> bool:
        return self._handed_in_at > 0

    def _wait(self, fact: Any) -> None:
        assert eventually(lambda: self._process.poll() is not None or fact(), pause_seconds=0.1), self._last_words()
        assert self._process.poll() is None, self._last_words()

    def _last_words(self) -> str:
        return "\n".join(
            [*self._notes.read_text().splitlines()[-20:], (self._notes.parent / "candidates.log").read_text()]
        )


@contextmanager
def sitting(site: Site, candidates: int, ports: Sequence[int] = ()) -> Iterator[Sitting]:
    """Candidates in the midst of their exams, at the site itself or at ports before it."""
    crowd = Sitting(site, candidates, ports)
    try:
        crowd.begins()
        yield crowd
    finally:
        crowd.end()

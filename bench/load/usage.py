"""What processes have used of the machine, from /proc."""

import os
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
# Fields of /proc/PID/stat, counted after the name, which may hold spaces.
PARENT, SESSION, OWN, CHILDREN = 1, 3, slice(11, 13), slice(13, 15)


@dataclass(frozen=True)
class Cpu:
    """Seconds of CPU since their start: of the servers, and of the client that asks them."""

    servers: float
    client: float

    def __sub__(self, before: "Cpu") -> "Cpu":
        return Cpu(self.servers - before.servers, self.client - before.client)


def cpu(sessions: set[int], postmaster: int, others: set[int]) -> Cpu:
    """Of all processes of these sessions, of PostgreSQL with all of its backends, those gone too, and of others."""
    ticks = 0
    for pid, facts in _processes():
        own = sum(map(int, facts[OWN]))
        if int(facts[SESSION]) in sessions or int(facts[PARENT]) == postmaster or pid in others:
            ticks += own
        elif pid == postmaster:
            ticks += own + sum(map(int, facts[CHILDREN]))
    used = resource.getrusage(resource.RUSAGE_SELF)
    return Cpu(ticks / TICKS, used.ru_utime + used.ru_stime)


def of_sessions(sessions: set[int]) -> float:
    """Seconds of CPU of the processes of these sessions that run now."""
    return sum(sum(map(int, facts[OWN])) for _, facts in _processes() if int(facts[SESSION]) in sessions) / TICKS


def memory_mb(sessions: set[int]) -> float:
    """Proportional set size of all processes of these sessions, in MB."""
    pids = [pid for pid, facts in _processes() if int(facts[SESSION]) in sessions]
    return sum(map(_pss_kb, pids)) / 1024


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[PARENT])


def _processes() -> Iterator[tuple[int, list[str]]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                facts = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            yield int(entry.name), facts


def _pss_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)

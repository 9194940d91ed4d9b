"""The shortlist from which a paper is drawn."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

Enemies = Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the shortlist: a question that may come on the paper, and when its candidate last saw it."""

    question: int
    revision: int
    domain: str
    objective: str
    multiple: bool
    last_seen: datetime | None
    lot: int
    on_trial: bool = False

    @property
    def task_statement(self) -> tuple[str, str]:
        """The domain and the objective, since two domains may call an objective by the same code."""
        return self.domain, self.objective

    @property
    def seen_at(self) -> float:
        """When the candidate last saw the question, in Unix seconds; before all time where never."""
        return -math.inf if self.last_seen is None else self.last_seen.timestamp()

    @property
    def turn(self) -> tuple[bool, float]:
        """When it is this question's turn: unseen ones on trial, then other unseen ones, then the least recently seen.

        Only the first meeting with a question gives figures, so being on trial counts for nothing after it.
        """
        return not (self.on_trial and self.last_seen is None), self.seen_at


def by_lot(shortlist: Iterable[Entry]) -> list[Entry]:
    """Return the shortlist in the order of its lots, each question once, however it was passed in."""
    entries: dict[int, Entry] = {}
    for entry in sorted(shortlist, key=lambda entry: (entry.lot, entry.question, entry.revision)):
        entries.setdefault(entry.question, entry)
    return list(entries.values())


def tiers(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Yield the entries whose turn it is at the same time together, in the order of their turns."""
    for _, tier in groupby(sorted(entries, key=lambda entry: entry.turn), key=lambda entry: entry.turn):
        yield list(tier)


def enemies_among(entries: Iterable[Entry], pairs: Iterable[Iterable[int]]) -> Enemies:
    """Return the enemies of every entry that are on the shortlist themselves."""
    enemies: dict[int, set[int]] = {entry.question: set() for entry in entries}
    for one, other in pairs:
        if one != other and one in enemies and other in enemies:
            enemies[one].add(other)
            enemies[other].add(one)
    return {question: frozenset(theirs) for question, theirs in enemies.items()}

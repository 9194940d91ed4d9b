"""Draws a paper: which questions stand on it, in which order, and which of them are scored."""

import random
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exams.assembly.entries import Entry, by_lot, enemies_among, tiers
from exams.assembly.quotas import Quota
from exams.assembly.rivals import indispensable
from exams.assembly.selection import Selection
from exams.assembly.swaps import even_out, mix_kinds
from exams.assembly.trial import within_unscored_places

__all__ = ["CannotDraw", "Entry", "Place", "Shortage", "draw", "option_order"]


@dataclass(frozen=True, slots=True)
class Place:
    """One position of the paper."""

    entry: Entry
    scored: bool


@dataclass(frozen=True, slots=True)
class Shortage:
    """What a domain lacks: the questions that the paper needs, those found, and those that it cannot take besides.

    These are kept apart as enemies of others, or on trial and more than there are unscored places.
    """

    domain: str
    needed: int
    found: int
    kept_apart: int
    on_trial: int = 0

    def __str__(self) -> str:
        sentence = f"{self.domain} has {self.found} of the {self.needed} questions that the paper needs"
        if self.kept_apart == 1:
            sentence += "; 1 more is kept apart as an enemy of a question already chosen"
        elif self.kept_apart:
            sentence += f"; {self.kept_apart} more are kept apart as enemies of questions already chosen"
        if self.on_trial:
            sentence += (
                f"; {self.on_trial} more {'is' if self.on_trial == 1 else 'are'} on trial, for unscored places only"
            )
        return f"{sentence}."


class CannotDraw(ValueError):
    """The shortlist does not hold a paper; the message names what each domain lacks."""

    def __init__(self, shortages: Sequence[Shortage]) -> None:
        super().__init__(" ".join(map(str, shortages)))
        self.shortages = tuple(shortages)


def draw(
    shortlist: Iterable[Entry],
    quotas: Sequence[Quota],
    enemies: Iterable[Iterable[int]],
    *,
    multiple_share: tuple[float, float],
    seed: int,
) -> tuple[Place, ...]:
    """Return a paper: its places in order, the same for the same shortlist, pairs of enemies and seed.

    Unseen questions on trial come first, and fill unscored places; then unseen questions, then the least recently
    seen; then the objectives of a domain are balanced; then the
    share of multiple-response questions (0 to 1) is brought within its bounds. Raises CannotDraw where enemies or a
    want of questions leave a quota unfilled.
    """
    chance = random.Random(seed)
    known = by_lot(shortlist)
    selection = Selection({quota.domain: quota.total for quota in quotas}, enemies_among(known, enemies))
    entries = within_unscored_places(known, quotas, selection.enemies)
    _choose(selection, entries, chance)
    if any(selection.room.values()):
        short = [quota for quota in quotas if selection.room[quota.domain]]
        raise CannotDraw([_shortage(quota, selection, known, entries) for quota in short])
    even_out(selection, entries)
    mix_kinds(selection, entries, multiple_share)
    return _arrange(selection, quotas, chance)


def option_order(count: int, *, locked: bool, chance: random.Random) -> tuple[int, ...]:
    """Return the order in which options are shown, as indices from 0; the written one where it is locked."""
    order = list(range(count))
    if not locked:
        chance.shuffle(order)
    return tuple(order)


def _choose(selection: Selection, entries: Sequence[Entry], chance: random.Random) -> None:
    # The odd places of a domain shall not always go to its first task statements.
    statements = sorted({entry.task_statement for entry in entries})
    chance.shuffle(statements)
    selection.take(indispensable(entries, selection.room, selection.enemies))
    for tier in tiers(entries):
        welcome = [entry for entry in tier if selection.admits(entry)]
        selection.take(indispensable(welcome, selection.room, selection.enemies))
        _fill_evenly(selection, welcome, statements)


def _fill_evenly(selection: Selection, entries: Sequence[Entry], statements: Sequence[tuple[str, str]]) -> None:
    queues: dict[tuple[str, str], deque[Entry]] = {statement: deque() for statement in statements}
    for entry in entries:
        queues[entry.task_statement].append(entry)
    while queues := {statement: queue for statement, queue in queues.items() if queue}:
        entry = queues[min(queues, key=selection.held.__getitem__)].popleft()
        if selection.admits(entry):
            selection.take([entry])


def _arrange(selection: Selection, quotas: Sequence[Quota], chance: random.Random) -> tuple[Place, ...]:
    paper = []
    for quota in quotas:
        entries = [entry for entry in selection.chosen.values() if entry.domain == quota.domain]
        chance.shuffle(entries)
        entries.sort(key=lambda entry: entry.on_trial)
        paper += [Place(entry, scored=index < quota.scored) for index, entry in enumerate(entries)]
    chance.shuffle(paper)
    return tuple(paper)


def _shortage(quota: Quota, selection: Selection, known: Sequence[Entry], entries: Sequence[Entry]) -> Shortage:
    there, usable = (sum(entry.domain == quota.domain for entry in some) for some in (known, entries))
    found = quota.total - selection.room[quota.domain]
    return Shortage(quota.domain, quota.total, found, kept_apart=usable - found, on_trial=there - usable)

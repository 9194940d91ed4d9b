"""Settles feuds: which of the questions that are enemies shall stand, so that most places are filled."""

from collections.abc import Iterable, Sequence, Set
from itertools import product
from operator import add, ge
from typing import NamedTuple

from exams.assembly.feuds import Feud, feuds, small_feuds

# The most outcomes that are kept of some feuds; only enemies across several crowded groups make more.
MOST_OUTCOMES = 64


class Outcome(NamedTuple):
    """Rivals that can stand together, by their places in the list, and how many places of each group they fill."""

    filled: tuple[int, ...]
    standing: tuple[int, ...]


class Settlement:
    """A search through the feuds of rivals: `enemies` and `groups` go by rival, `bounds` are the groups' places."""

    def __init__(self, enemies: Sequence[Feud], groups: Sequence[int], bounds: Sequence[int]) -> None:
        self.enemies = enemies
        self.groups = groups
        self.bounds = bounds
        self.nobody = [Outcome((0,) * len(bounds), ())]
        self.known: dict[Feud, list[Outcome]] = {}

    def standing(self) -> tuple[int, ...]:
        """Return rivals that fill most places; exactly, up to feuds.EXACT and MOST_OUTCOMES, else as well as can be."""
        outcomes = self.nobody
        for feud in small_feuds(frozenset(range(len(self.groups))), self.enemies):
            outcomes = self._together(outcomes, self._outcomes_of(feud))
        return outcomes[0].standing

    def _outcomes_of(self, feud: Feud) -> list[Outcome]:
        if feud not in self.known:
            hub = max(feud, key=lambda rival: (len(self.enemies[rival] & feud), -rival))
            with_hub = self._together(self._alone(hub), self._outcomes_among(feud - self.enemies[hub] - {hub}))
            self.known[feud] = _undominated([*with_hub, *self._outcomes_among(feud - {hub})])
        return self.known[feud]

    def _outcomes_among(self, rivals: Set[int]) -> list[Outcome]:
        outcomes = self.nobody
        for feud in feuds(rivals, self.enemies):
            outcomes = self._together(outcomes, self._outcomes_of(feud))
        return outcomes

    def _alone(self, rival: int) -> list[Outcome]:
        return [Outcome(tuple(int(group == self.groups[rival]) for group in range(len(self.bounds))), (rival,))]

    def _together(self, some: Sequence[Outcome], others: Sequence[Outcome]) -> list[Outcome]:
        return _undominated(
            Outcome(tuple(map(min, map(add, one.filled, other.filled), self.bounds)), one.standing + other.standing)
            for one, other in product(some, others)
        )


def _undominated(outcomes: Iterable[Outcome]) -> list[Outcome]:
    best: list[Outcome] = []
    for outcome in sorted(outcomes, key=lambda outcome: -sum(outcome.filled)):
        if len(best) < MOST_OUTCOMES and not any(all(map(ge, other.filled, outcome.filled)) for other in best):
            best.append(outcome)
    return best

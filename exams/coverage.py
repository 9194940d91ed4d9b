"""How many full papers some questions can fill without overlap, and what the next one would lack."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from exams.assembly.quotas import Quota, spread


@dataclass(frozen=True, slots=True)
class Held:
    """A question that a paper could hold."""

    question: int
    domain: str
    objective: str
    on_trial: bool = False


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A task statement: the places of an even spread on one paper, what is there, and what an even next paper lacks."""

    code: str
    places: int
    has: int
    short: int


@dataclass(frozen=True, slots=True)
class DomainLine:
    """A domain: its places on one paper, what is there, and what the next paper lacks, scored ones among it."""

    quota: Quota
    has: int
    on_trial: int
    short: int
    scored_short: int
    statements: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many full papers there are, and the lines that say what one more would need."""

    papers: int
    kept_apart: int
    domains: tuple[DomainLine, ...]

    @property
    def is_short(self) -> bool:
        """Whether not even one paper can be filled."""
        return self.papers == 0


def coverage(
    held: Sequence[Held],
    quotas: Sequence[Quota],
    objectives: Mapping[str, Sequence[str]],
    enemies: Iterable[tuple[int, int]] = (),
) -> Coverage:
    """Return how many papers the questions fill, no question twice and no enemies on one paper.

    `objectives` holds the task statements of each domain. A question on trial fills unscored places alone. Where a
    question has as many enemies as there are papers, the most embattled ones are left out; so the number is never too
    high by a pair of enemies, and may be low by one where feuds are large.
    """
    pairs = list(enemies)
    papers = _most_papers(held, quotas)
    while papers and _most_papers(_apart(held, pairs, papers), quotas) < papers:
        papers -= 1
    together = _apart(held, pairs, papers + 1)
    lines = tuple(_line(quota, together, objectives.get(quota.domain, ()), papers + 1) for quota in quotas)
    return Coverage(papers, len(held) - len(together), lines)


def _most_papers(held: Sequence[Held], quotas: Sequence[Quota]) -> int:
    known = Counter(each.domain for each in held)
    settled = Counter(each.domain for each in held if not each.on_trial)
    bounds = [known[quota.domain] // quota.total if quota.total else inf for quota in quotas]
    bounds += [settled[quota.domain] // quota.scored if quota.scored else inf for quota in quotas]
    return int(min(bounds))


def _apart(held: Sequence[Held], pairs: Iterable[tuple[int, int]], papers: int) -> list[Held]:
    """Those that have fewer enemies among them than there are papers, so that each finds a paper without one."""
    enemies: dict[int, set[int]] = {each.question: set() for each in held}
    for one, other in pairs:
        if one in enemies and other in enemies and one != other:
            enemies[one].add(other)
            enemies[other].add(one)
    embattled = {question for question, theirs in enemies.items() if len(theirs) >= papers}
    while embattled:
        leaving = max(embattled, key=lambda question: (len(enemies[question]), question))
        for enemy in enemies.pop(leaving):
            enemies[enemy].discard(leaving)
        embattled = {question for question in embattled if question in enemies and len(enemies[question]) >= papers}
    return [each for each in held if each.question in enemies]


def _line(quota: Quota, held: Sequence[Held], objectives: Sequence[str], papers: int) -> DomainLine:
    known = [each for each in held if each.domain == quota.domain]
    on_trial = sum(each.on_trial for each in known)
    of_statement = Counter(each.objective for each in known)
    shares = spread(quota.total, objectives) if objectives else {}
    return DomainLine(
        quota,
        len(known),
        on_trial,
        max(papers * quota.total - len(known), 0),
        max(papers * quota.scored - (len(known) - on_trial), 0),
        tuple(
            StatementLine(code, places, of_statement[code], max(papers * places - of_statement[code], 0))
            for code, places in shares.items()
        ),
    )

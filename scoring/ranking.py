"""Order and ties of a leaderboard, its bands, and who moved: pure, and the same for every viewer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from scoring.rules import Headline

A_PAGE = 50
# How many stand before and after one's own line where that is further down.
NEIGHBOURS = 2


@dataclass(frozen=True)
class Line:
    """Somebody on a leaderboard: what is ranked, and the same a week ago where there was any."""

    member: int
    name: str
    value: int
    before: int | None = None
    headline: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Placed:
    """A line with its rank. `moved` counts the places won since last week, lost ones below zero; None: new."""

    rank: int
    line: Line
    moved: int | None = None

    @property
    def distance(self) -> int:
        """How many places it moved, up or down."""
        return abs(self.moved or 0)


def ranked(lines: Iterable[Line]) -> list[Placed]:
    """Best first; equal values share a rank, the next follows after as many (1, 1, 3), and stand by name."""
    found = list(lines)
    ranks = _ranks(line.value for line in found)
    earlier = _ranks(line.before for line in found if line.before is not None)
    return [Placed(ranks[line.value], line, _moved(line, ranks, earlier)) for line in sorted(found, key=_by_value)]


def _ranks(values: Iterable[int]) -> dict[int, int]:
    ranks: dict[int, int] = {}
    for place, value in enumerate(sorted(values, reverse=True), 1):
        ranks.setdefault(value, place)
    return ranks


def _moved(line: Line, ranks: Mapping[int, int], earlier: Mapping[int, int]) -> int | None:
    return None if line.before is None else earlier[line.before] - ranks[line.value]


def _by_value(line: Line) -> tuple[int, str, int]:
    return -line.value, *_by_name(line)


def _by_name(line: Line) -> tuple[str, int]:
    return line.name.casefold(), line.member


def banded(lines: Iterable[Line]) -> list[tuple[Headline, list[Line]]]:
    """Those of each band by name, so that the order tells nothing; bands from the best, without empty ones."""
    places = {headline.value: place for place, headline in enumerate(Headline)}
    in_order = sorted(lines, key=lambda line: (places[line.headline], *_by_name(line)))
    return [(Headline(headline), list(of_band)) for headline, of_band in groupby(in_order, lambda line: line.headline)]


def excerpt(placed: Sequence[Placed], member: int) -> list[list[Placed]]:
    """The first page, and where one's own line stands further down, it with its neighbours as a part of its own."""
    own = next((place for place, each in enumerate(placed) if each.line.member == member), 0)
    start, end = own - NEIGHBOURS, own + NEIGHBOURS + 1
    if own < A_PAGE:
        return [list(placed[:A_PAGE])]
    return [list(placed[:end])] if start <= A_PAGE else [list(placed[:A_PAGE]), list(placed[start:end])]

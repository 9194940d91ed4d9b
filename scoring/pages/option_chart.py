"""Geometry of who chose what: a row for each option, across in per cent of the drawing, down in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from scoring.rules import Z_90, wilson_interval

ROW = 44
GRID = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class GroupBar:
    """The share of a group, and the ends of its 90% interval."""

    width: float
    low: float
    high: float


@dataclass(frozen=True)
class OptionRow:
    """The bars of an option; `letter` as written, empty for blanks."""

    letter: str
    y: int
    middle: int
    upper: GroupBar
    lower: GroupBar


@dataclass(frozen=True)
class OptionChart:
    """Rows from the first option to the blanks; `plot` is the height of all of them, `height` that with the axis."""

    rows: list[OptionRow]
    plot: int
    height: int
    grid: tuple[int, ...] = GRID


def option_chart(counts: Sequence[tuple[int, int]], sizes: tuple[int, int]) -> OptionChart:
    """Place how many of the upper and of the lower group, of these sizes, chose each option; the last are blanks."""
    letters = [*ascii_uppercase[: len(counts) - 1], ""]
    rows = [
        OptionRow(letter, place * ROW, ROW // 2, *(_bar(*pair) for pair in zip(count, sizes, strict=True)))
        for place, (letter, count) in enumerate(zip(letters, counts, strict=True))
    ]
    return OptionChart(rows, ROW * len(rows), ROW * len(rows) + 24)


def _bar(chosen: int, size: int) -> GroupBar:
    low, high = wilson_interval(chosen, size, Z_90)
    return GroupBar(*(round(100 * share, 2) for share in (chosen / size, low, high)))

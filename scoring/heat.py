"""How far the people of a sitting got in each domain and task statement."""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from exams.models import Attempt
from scoring.codes import natural
from scoring.models import Report

# With fewer people a row without a name has one all the same.
FEWEST_UNNAMED = 5
STEPS = 5


@dataclass(frozen=True)
class Cell:
    """Right and counted in one place; `step` from 0 to 4 is the shade, never the only sign."""

    right: int
    counted: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.right / self.counted) if self.counted else None

    @property
    def step(self) -> int | None:
        return min(STEPS - 1, STEPS * self.right // self.counted) if self.counted else None


@dataclass(frozen=True)
class Row:
    name: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class HeatMap:
    """Columns are domains or task statements; the first row is everybody together."""

    columns: Sequence[str]
    everybody: Row
    rows: Sequence[Row]


def heat_map(reports: Mapping[int, Report], names: Mapping[int, str] | None, *, by: str) -> HeatMap:
    """The map by `domains` or `objectives` of newest reports by candidate.

    With `names`, a row for each; without, rows without a name in an order of chance, where enough people sat.
    """
    lines = {person: {tally["code"]: tally for tally in getattr(report, by)} for person, report in reports.items()}
    columns = sorted({code for tallies in lines.values() for code in tallies}, key=natural)
    if names is not None:
        rows = [Row(names.get(person, ""), _cells(tallies, columns)) for person, tallies in lines.items()]
        rows.sort(key=lambda row: row.name.casefold())
    elif len(lines) >= FEWEST_UNNAMED:
        rows = [Row("", _cells(tallies, columns)) for tallies in lines.values()]
        random.shuffle(rows)
    else:
        rows = []
    return HeatMap(columns, Row("Everybody", _together(lines.values(), columns)), rows)


def newest_reports(attempts: Collection[int]) -> dict[int, Report]:
    """By candidate, the newest report of each of these attempts that has one."""
    newest = Report.objects.order_by("-rulings_up_to").defer("marks", "explained")
    found = Attempt.objects.filter(pk__in=attempts).prefetch_related(Prefetch("reports", newest, to_attr="newest"))
    return {attempt.candidate_id: attempt.newest[0] for attempt in found if attempt.newest}  # type: ignore[attr-defined]


def _cells(tallies: Mapping[str, Any], columns: Sequence[str]) -> list[Cell]:
    return [
        Cell(tallies[code]["right"], tallies[code]["counted"]) if code in tallies else Cell(0, 0) for code in columns
    ]


def _together(lines: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> list[Cell]:
    rows = [_cells(tallies, columns) for tallies in lines]
    return [
        Cell(sum(cell.right for cell in column), sum(cell.counted for cell in column))
        for column in zip(*rows, strict=True)
    ]

"""Rows of cells, whatever kind of file they came from."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from openpyxl.utils import column_index_from_string

from questions.drafts import Problem

MOST_ROWS = 50_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767


class Row(NamedTuple):
    """A row that is not blank, and its number as a spreadsheet shows it, from 1."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: str) -> str:
        """The text under a column's letter; empty where the row is shorter, and for no column."""
        index = column_index(column) if column else len(self.cells)
        return self.cells[index] if index < len(self.cells) else ""


@dataclass(frozen=True)
class Sheet:
    """One table: `place` tells messages where it is, `name` tells it from the other sheets of its workbook."""

    place: str
    rows: tuple[Row, ...]
    name: str = ""
    problems: tuple[Problem, ...] = ()
    has_delimiters: bool = False

    def at(self, number: int) -> str:
        """Where a row is, for messages."""
        return f"{self.place}, row {number}"


@cache
def column_index(letter: str) -> int:
    """The index of a column from 0: 2 for C."""
    return int(column_index_from_string(letter)) - 1

"""The sheets of a workbook (XLSX), read with limits."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NoReturn

from openpyxl import load_workbook

from questions.drafts import Problem
from questions.formats.tables.cells import text_of
from questions.formats.tables.sheet import MOST_COLUMNS, MOST_ROWS, Row, Sheet
from questions.reading.archives import is_archive, members, names
from questions.reading.source import Source, Unreadable

BEFORE_2007 = bytes.fromhex("D0CF11E0A1B11AE1")
LAST_ROW = 1_048_576
MOST_SHEETS = 50
MOST_TEXT = 50 * 2**20


def is_workbook(source: Source) -> bool:
    """Whether the bytes are a workbook, or so near to one that they can be nothing else."""
    return is_archive(source.content) or source.content.startswith(BEFORE_2007)


def has_sheets(source: Source) -> bool:
    """Whether an archive has the parts of a workbook."""
    return is_archive(source.content) and "xl/workbook.xml" in names(source.content)


def workbook(source: Source) -> list[Sheet]:
    """The sheets, their formulas as the values that were last shown."""
    _refuse_unsafe(source)
    try:
        book = load_workbook(BytesIO(source.content), read_only=True, data_only=True, keep_links=False)
        sheets = book.worksheets
        if len(sheets) > MOST_SHEETS:
            _refuse(source, f"has more than {MOST_SHEETS} sheets. Upload it in parts.")
        budget = _Budget(source)
        return [_sheet(source, sheet, budget, alone=len(sheets) == 1) for sheet in sheets]
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - openpyxl lets out whatever its parts stumble over
        _refuse(source, "is a damaged workbook. Open it in a spreadsheet program and save it as .xlsx anew.")


def _refuse_unsafe(source: Source) -> None:
    if source.content.startswith(BEFORE_2007):
        _refuse(source, "is protected by a password or from before Excel 2007. Save it as .xlsx without a password.")
    parts = members(source)
    if "xl/workbook.xml" not in parts:
        _refuse(source, "is an archive without a workbook in it. Save the table as .xlsx.")
    if any(re.search(r"vbaProject|macrosheets/", name, re.IGNORECASE) for name in parts):
        _refuse(source, "has macros. Save it as .xlsx, which has none.")
    for name, content in parts.items():
        if b"<!DOCTYPE" in content.replace(b"\0", b""):
            _refuse(source, f"declares a document type in {name}, which no spreadsheet program does. Save it anew.")


@dataclass
class _Budget:
    """How much text the sheets may still hold. One shared text may stand in a million cells."""

    source: Source
    left: int = MOST_TEXT

    def take(self, cells: tuple[str, ...]) -> None:
        self.left -= sum(map(len, cells))
        if self.left < 0:
            _refuse(self.source, f"holds more than {MOST_TEXT // 2**20} million characters. Upload it in parts.")


def _sheet(source: Source, sheet: Any, budget: _Budget, *, alone: bool) -> Sheet:
    # What a sheet says of its size need not be true.
    sheet.reset_dimensions()
    rows: list[Row] = []
    for number, values in enumerate(sheet.iter_rows(), 1):
        beyond = [cell.value for cell in values[MOST_COLUMNS:]]
        if number > LAST_ROW or len(rows) >= MOST_ROWS or beyond.count(None) < len(beyond):
            _refuse(source, f"has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns. Upload it in parts.")
        if cells := _cells(values[:MOST_COLUMNS]):
            budget.take(cells)
            rows.append(Row(number, cells))
    place = source.name if alone else source.at(f"sheet “{sheet.title}”")
    return Sheet(place, tuple(rows), name=sheet.title)


def _cells(values: Iterable[Any]) -> tuple[str, ...]:
    cells = [
        text_of(cell.value, cell.number_format if isinstance(cell.value, int | float) else None) for cell in values
    ]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _refuse(source: Source, message: str) -> NoReturn:
    raise Unreadable(Problem(source.name, message))

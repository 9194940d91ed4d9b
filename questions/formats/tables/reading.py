"""A table as questions: by its own header, or as a person says which column holds what."""

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from openpyxl.utils import get_column_letter

from questions.drafts import Level, Parsed, Problem
from questions.formats.tables.delimited import delimited
from questions.formats.tables.guessing import Guess, guess, names_of
from questions.formats.tables.mapping import Mapping
from questions.formats.tables.questions import drafts_of
from questions.formats.tables.sheet import Row, Sheet
from questions.formats.tables.template import NOTES
from questions.formats.tables.workbook import is_workbook, workbook
from questions.reading.source import Source, Unreadable

ROWS_SHOWN = 20


@dataclass(frozen=True)
class Table:
    """The beginning of a sheet for the page on which a person says what its columns hold."""

    sheet: str
    sheets: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    row_count: int
    mapping: Mapping
    doubt: str


def read(source: Source) -> Parsed:
    """The questions of every sheet whose columns are known; an error where none has such columns."""
    sheets = [sheet for sheet in sheets_of(source) if not _explains_template(sheet)]
    guesses = [guess(sheet) for sheet in sheets]
    known = [(sheet, found) for sheet, found in zip(sheets, guesses, strict=True) if not found.doubt]
    parts = [_with_unused(drafts_of(sheet, found.mapping), sheet, found) for sheet, found in known]
    left_out: list[Problem] = []
    for sheet, found in zip(sheets, guesses, strict=True):
        if found.doubt:
            level = Level.WARNING if known and not found.mapping.header_row else Level.ERROR
            left_out += [*sheet.problems, _unknown(sheet, found, level)]
    return _joined(source, parts, left_out)


def read_mapped(source: Source, mapping: Mapping) -> Parsed:
    """The questions of one sheet, its columns as the mapping says."""
    if missing := mapping.missing():
        return Parsed(problems=tuple(Problem(source.name, sentence) for sentence in missing))
    sheet = _named(source, sheets_of(source), mapping.sheet)
    return _joined(source, [drafts_of(sheet, mapping)], [])


def read_as_said(source: Source, said: Dict[str, Any]) -> Parsed:
    """Like `read_mapped`, by the plain values of a mapping; Unreadable where they are none."""
    try:
        return read_mapped(source, Mapping.from_dict(said))
    except (ValueError, TypeError) as error:
        raise Unreadable(Problem(source.name, f"cannot be read by these columns: {error}.")) from error


def preview(source: Source, sheet: str = "") -> Table:
    """The first rows of a sheet (the named one, else the likeliest), and the mapping as far as it can be guessed."""
    sheets = sheets_of(source)
    found = {table.name: guess(table) for table in sheets}
    shown = _named(source, sheets, sheet) if sheet else min(sheets, key=lambda table: _doubtfulness(found[table.name]))
    rows = shown.rows[:ROWS_SHOWN]
    return Table(
        sheet=shown.name,
        sheets=tuple(found),
        columns=tuple(get_column_letter(at) for at in range(1, max((len(row.cells) for row in rows), default=0) + 1)),
        rows=rows,
        row_count=len(shown.rows),
        mapping=found[shown.name].mapping,
        doubt=found[shown.name].doubt,
    )


def sheets_of(source: Source) -> list[Sheet]:
    """The tables in a file: the sheets of a workbook, or the one of a text."""
    sheets = workbook(source) if is_workbook(source) else [delimited(source)]
    if not any(sheet.rows or sheet.problems for sheet in sheets):
        raise Unreadable(Problem(source.name, "has no rows. Upload a table with a row for each question."))
    return sheets


def _explains_template(sheet: Sheet) -> bool:
    return [row.cells for row in sheet.rows[:1]] == [tuple(NOTES[0])]


def _named(source: Source, sheets: Sequence[Sheet], name: str) -> Sheet:
    for sheet in sheets:
        if sheet.name == name:
            return sheet
    if not name:
        return sheets[0]
    raise Unreadable(Problem(source.name, f"has no sheet “{name}”. Choose one of those that it has."))


def _doubtfulness(found: Guess) -> int:
    return bool(found.doubt) + (not found.mapping.header_row)


def _unknown(sheet: Sheet, found: Guess, level: Level) -> Problem:
    if level is Level.WARNING:
        return Problem(sheet.place, f"was left out: {found.doubt}", level)
    return Problem(sheet.place, f"{found.doubt} Say on the page for columns what each of them holds.")


def _with_unused(parsed: Parsed, sheet: Sheet, found: Guess) -> Parsed:
    header = names_of(sheet, found.mapping)
    named = ", ".join(f"{column} (“{header.cell(column)[:60]}”)" for column in found.unused)
    if not named:
        return parsed
    columns = "column" if len(found.unused) == 1 else "columns"
    note = Problem(sheet.at(header.number), f"nothing was read from {columns} {named}.", Level.WARNING)
    return replace(parsed, problems=(note, *parsed.problems))


def _joined(source: Source, parts: Sequence[Parsed], problems: Sequence[Problem]) -> Parsed:
    text = None if is_workbook(source) else source.text
    return Parsed(
        drafts=tuple(draft for part in parts for draft in part.drafts),
        not_imported=tuple(other for part in parts for other in part.not_imported),
        problems=(*(text.doubts if text else ()), *problems, *(one for part in parts for one in part.problems)),
        encoding=text.encoding if text else "utf-8",
    )

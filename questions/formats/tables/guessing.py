"""Which column holds what, by the names in the header and the cells below it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from questions.formats.tables.header import Header
from questions.formats.tables.keys import Finding, Marked, find_style
from questions.formats.tables.mapping import Mapping
from questions.formats.tables.names import Role
from questions.formats.tables.sheet import Row, Sheet

HEADER_WITHIN = 20


@dataclass(frozen=True)
class Guess:
    """A mapping as far as it can be known, why the rest cannot, and the columns that nothing is read from."""

    mapping: Mapping
    doubt: str = ""
    unused: tuple[str, ...] = ()


def guess(sheet: Sheet) -> Guess:
    """The mapping of a sheet by its header, which may stand anywhere in the first rows."""
    header = max(map(Header.of, sheet.rows[:HEADER_WITHIN]), key=lambda header: header.known, default=None)
    if header is None or header.known < 2:
        return Guess(_without_header(sheet), "no row names the columns of question, options and right answer.")
    mapping = header.mapping(rows_below(sheet, header.row.number), sheet.name)
    if header.known < 3:
        return Guess(mapping, f"row {header.row.number} names no column {_unnamed(header)}.")
    if mapping.has_key_in_options:
        return Guess(mapping, unused=tuple(header.unused(mapping)))
    mapping, found = _with_keys(sheet, header, mapping)
    return Guess(mapping, found.doubt, tuple(header.unused(mapping)))


def has_header(sheet: Sheet) -> bool:
    """Whether one of the first rows names question, options and key."""
    return any(Header.of(row).known == 3 for row in sheet.rows[:HEADER_WITHIN])


def rows_below(sheet: Sheet, header_row: int) -> list[Row]:
    """The rows under the header; all for header row 0."""
    return [row for row in sheet.rows if row.number > header_row]


def names_of(sheet: Sheet, mapping: Mapping) -> Row:
    """The header as a row; an empty one where the sheet has none."""
    return next((row for row in sheet.rows if row.number == mapping.header_row), Row(0, ()))


def _with_keys(sheet: Sheet, header: Header, mapping: Mapping) -> tuple[Mapping, Finding]:
    findings = []
    for key in header.columns(Role.KEY):
        candidate = replace(mapping, key=key)
        findings.append(find_style(_marked(sheet, candidate), header.first_number))
        if style := findings[-1].style:
            return replace(candidate, keys=style), findings[-1]
    return mapping, findings[0]


def _marked(sheet: Sheet, mapping: Mapping) -> list[Marked]:
    header = names_of(sheet, mapping)
    names = [header.cell(column) for column in mapping.options]
    marks = [
        Marked(f"row {row.number}", row.cell(mapping.key), [row.cell(column) for column in mapping.options], names)
        for row in rows_below(sheet, mapping.header_row)
        if row.cell(mapping.stem) and row.cell(mapping.key)
    ]
    return [marked for marked in marks if sum(map(bool, marked.options)) > 1]


def _unnamed(header: Header) -> str:
    if not header.columns(Role.STEM):
        return "of questions"
    return "of options" if header.columns(Role.KEY) else "of right answers"


def _without_header(sheet: Sheet) -> Mapping:
    """A first idea for a person to correct: the question first, the key last, options between."""
    width = max((len(row.cells) for row in sheet.rows[:HEADER_WITHIN]), default=0)
    columns: Sequence[str] = [get_column_letter(at) for at in range(1, width + 1)]
    if width < 4:
        return Mapping(sheet=sheet.name)
    mapping = Mapping(stem=columns[0], options=tuple(columns[1:-1]), key=columns[-1], sheet=sheet.name)
    return replace(mapping, keys=find_style(_marked(sheet, mapping), None).style)

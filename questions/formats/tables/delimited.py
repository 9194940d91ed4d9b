"""Rows of text with delimiters between their cells."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain, islice

from questions.drafts import Problem
from questions.formats.tables.guessing import has_header
from questions.formats.tables.neutral import restored
from questions.formats.tables.sheet import MOST_COLUMNS, MOST_ROWS, Row, Sheet
from questions.reading.source import Source, Unreadable

DELIMITERS = ",;\t|"
SAMPLE = 2**16
SAMPLE_ROWS = 40
# Comes back as a row of its own unless a quote mark before it was left open.
END = "\N{SYMBOL FOR END OF TEXT}"


def delimited(source: Source) -> Sheet:
    """The table in a text."""
    text, delimiter = _said(source.text.content)
    delimiter = delimiter or likeliest_delimiter(text[:SAMPLE])
    rows: list[Row] = []
    problems = []
    try:
        for number, cells in enumerate(_cells(text, delimiter), 1):
            if len(rows) >= MOST_ROWS or len(cells) > MOST_COLUMNS:
                _refuse(source)
            if cells:
                rows.append(Row(number, tuple(cells)))
        if not rows or rows.pop().cells != (END,):
            where = source.at(f"row {number}")
            problems.append(Problem(where, "a quote mark that is opened here is never closed; close it."))
    except csv.Error:
        where = source.at(f"row {rows[-1].number + 1 if rows else 1}")
        message = "a cell that begins here is far too long, and all below was not read. Close its quote mark."
        problems.append(Problem(where, message))
    return Sheet(source.name, tuple(rows), problems=tuple(problems), has_delimiters=True)


def likeliest_delimiter(sample: str) -> str:
    """The delimiter that makes of a text's beginning a header with questions, else the most even rows."""
    return max(DELIMITERS, key=lambda delimiter: evenness(sample, delimiter))


def evenness(sample: str, delimiter: str) -> tuple[bool, int, int]:
    """Whether there is a header, how many rows have as many cells as most rows have, and how many those are."""
    try:
        rows = [
            Row(number, tuple(cells)) for number, cells in enumerate(islice(_cells(sample, delimiter), SAMPLE_ROWS), 1)
        ]
    except csv.Error:
        return False, 0, 0
    widths = [len(row.cells) for row in rows if len(row.cells) > 1]
    usual = max(widths, key=widths.count, default=0)
    return has_header(Sheet("", tuple(rows))), widths.count(usual), usual


def _said(text: str) -> tuple[str, str]:
    """The text and the delimiter that a first line “sep=;” names; it is left blank, so that row numbers hold."""
    first, _, rest = text.partition("\n")
    if len(first) == 5 and first.lower().startswith("sep=") and first[4] in DELIMITERS:
        return f"\n{rest}", first[4]
    return text, ""


def _cells(text: str, delimiter: str) -> Iterator[list[str]]:
    lines: Iterable[str] = chain(StringIO(text, newline="\n"), [END])
    has_escapes = '\\"' in text and '""' not in text
    rows = csv.reader(
        lines,
        delimiter=delimiter,
        skipinitialspace=True,
        doublequote=not has_escapes,
        escapechar="\\" if has_escapes else None,
    )
    for row in rows:
        cells = [restored(cell.strip()) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _refuse(source: Source) -> None:
    limits = f"more than {MOST_ROWS} rows or {MOST_COLUMNS} columns"
    raise Unreadable(Problem(source.name, f"has {limits}. Upload it in parts."))

"""Rows become drafts."""

import re
from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter

from questions.drafts import Draft, DraftOption, Level, NotImported, Parsed, Problem
from questions.formats.tables.guessing import names_of, rows_below
from questions.formats.tables.keys import Marked, chosen
from questions.formats.tables.mapping import KeyStyle, Mapping
from questions.formats.tables.sheet import LONGEST_CELL, Row, Sheet
from questions.formats.tables.shown import meant
from questions.reading.checks import sound

OTHER_KINDS = re.compile(
    r"essay|open|short|fill|blank|numeric|match|order|sequence|drag|hot ?spot|code|coding|poll|survey|slide|word cloud",
    re.IGNORECASE,
)
MULTIPLE = re.compile(r"multi\w*[\s_-]*(select|response|answer|correct)|check ?box|select[\s_-]*all", re.IGNORECASE)
EXPECTED = {
    KeyStyle.LETTERS: "the letter of an option, or letters with commas: A, C",
    KeyStyle.FROM_0: "the number of an option counted from 0, or numbers with commas: 0, 2",
    KeyStyle.FROM_1: "the number of an option counted from 1, or numbers with commas: 1, 3",
    KeyStyle.TEXT: "the text of an option exactly as it stands in its column",
}
Found = Draft | NotImported | Problem


def drafts_of(sheet: Sheet, mapping: Mapping) -> Parsed:
    """The questions of a sheet whose columns are known; one without a stem and options is a blank row."""
    header = names_of(sheet, mapping)
    names = [header.cell(column) for column in mapping.options]
    found: list[Found] = []
    for row in rows_below(sheet, mapping.header_row):
        if row.cells != header.cells:
            found += _question(row, sheet, mapping, names, len(header.cells))
    if not found and not sheet.problems:
        found.append(Problem(sheet.place, "has no questions below the names of its columns; write one in each row."))
    drafts, problems = sound(draft for draft in found if isinstance(draft, Draft))
    return Parsed(
        drafts=drafts,
        not_imported=tuple(other for other in found if isinstance(other, NotImported)),
        problems=(*sheet.problems, *(problem for problem in found if isinstance(problem, Problem)), *problems),
    )


def _question(row: Row, sheet: Sheet, mapping: Mapping, names: Sequence[str], width: int) -> Iterator[Found]:
    where, stem = sheet.at(row.number), row.cell(mapping.stem)
    options = [row.cell(column) for column in mapping.options]
    if not stem and not any(options):
        return
    if not any(options) or OTHER_KINDS.search(row.cell(mapping.kind)):
        yield _other(row, where, mapping)
    elif wrong := _misshapen(row, sheet, width):
        yield Problem(where, wrong)
    elif not (written := row.cell(mapping.key)):
        yield Problem(where, f"has no right answer: write {_expected(mapping)} into column {mapping.key}.")
    elif not (key := _key(Marked(where, written, options, names), mapping)):
        message = f"has “{_short(written)}” in column {mapping.key}, which names none of its options."
        yield Problem(where, f"{message} Write {_expected(mapping)}.")
    else:
        draft = _draft(row, where, mapping, options, key)
        yield draft
        yield from _doubts(row, where, mapping, draft)


def _misshapen(row: Row, sheet: Sheet, width: int) -> str:
    if long := [at for at, text in enumerate(row.cells, 1) if len(text) > LONGEST_CELL]:
        return f"has more than {LONGEST_CELL} characters in column {get_column_letter(long[0])}. Shorten it."
    if sheet.has_delimiters and 0 < width < len(row.cells):
        return (
            f"has {len(row.cells)} cells under {width} names of columns. Put text that holds the separator in quotes."
        )
    return ""


def _key(marked: Marked, mapping: Mapping) -> tuple[int, ...]:
    if mapping.has_key_in_options:
        return (mapping.options.index(mapping.key),)
    return chosen(marked, mapping.keys) if mapping.keys else ()


def _draft(row: Row, where: str, mapping: Mapping, options: Sequence[str], key: tuple[int, ...]) -> Draft:
    rationales = [row.cell(column) for column in mapping.rationales] + [""] * len(options)
    return Draft(
        name="",
        stem=meant(row.cell(mapping.stem)),
        options=tuple(
            DraftOption(meant(text), index in key, meant(rationales[index]))
            for index, text in enumerate(options)
            if text
        ),
        where=where,
        title=row.cell(mapping.title),
        category=row.cell(mapping.category),
        explanation=meant(row.cell(mapping.explanation)),
        declared_multiple=bool(MULTIPLE.search(row.cell(mapping.kind))),
    )


def _doubts(row: Row, where: str, mapping: Mapping, draft: Draft) -> Iterator[Problem]:
    for option, rationale in zip(mapping.options, mapping.rationales, strict=False):
        if row.cell(rationale) and not row.cell(option):
            message = f"explains an option in column {rationale} that column {option} does not have; it is left out."
            yield Problem(where, message, Level.WARNING)
    if draft.declared_multiple and len(draft.key) == 1:
        yield Problem(where, "may have several right answers by its type, and names one.", Level.WARNING)


def _other(row: Row, where: str, mapping: Mapping) -> NotImported:
    kind = row.cell(mapping.kind)
    reason = "is no choice question." if any(map(row.cell, mapping.options)) else "has no options to choose from."
    return NotImported(
        where, row.cell(mapping.title) or _short(row.cell(mapping.stem)), kind or "without options", reason
    )


def _expected(mapping: Mapping) -> str:
    return "the right option" if mapping.has_key_in_options else EXPECTED[mapping.keys or KeyStyle.TEXT]


def _short(text: str) -> str:
    line = " ".join(text[:200].split())
    return line if len(line) <= 60 else f"{line[:59]}\N{HORIZONTAL ELLIPSIS}"

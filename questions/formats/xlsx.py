"""Questions in the rows of a workbook."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from questions.drafts import Draft, Written
from questions.formats.tables.native import cells_of, width_of
from questions.formats.tables.reading import read, read_as_said
from questions.formats.tables.template import EXAMPLES, NOTES
from questions.formats.tables.workbook import BEFORE_2007, has_sheets
from questions.reading.format import Format
from questions.reading.source import Source

SUFFIXES = {".xlsx", ".xlsm", ".xls"}
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def recognise(source: Source) -> int:
    """Sure of an archive with a workbook in it."""
    if has_sheets(source):
        return 95
    is_old = source.content.startswith(BEFORE_2007)
    return 50 * (is_old and source.suffix in SUFFIXES) or 5 * (source.suffix in SUFFIXES)


def write(drafts: Sequence[Draft], pictures: Mapping[str, bytes]) -> Written:
    """The drafts in the columns of the native template, on one sheet."""
    rows, lost = cells_of(drafts)
    return Written(_saved({"Questions": rows}), lost)


def template() -> bytes:
    """The native columns with two examples, to be filled in, and a sheet that explains them."""
    rows, _ = cells_of(EXAMPLES)
    return _saved({"Questions": rows, "Notes": NOTES})


def _saved(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for at, name in enumerate(rows[0], 1):
            sheet.column_dimensions[get_column_letter(at)].width = width_of(name)
        header, body = _styled(sheet, is_header=True), _styled(sheet, is_header=False)
        for number, row in enumerate(rows):
            sheet.append(_filled(body if number else header, row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _styled(sheet: Any, *, is_header: bool) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.font = Font(bold=is_header)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    # So that a number that is typed in stays as typed: 1.10 is not 1.1.
    cell.number_format = "@"
    return cell


def _filled(cell: Any, row: Sequence[str]) -> Iterator[Any]:
    # One cell for all that look alike: styling each took most of the time.
    for text in row:
        cell.value = text or None
        yield cell


FORMAT = Format("xlsx", "Excel workbook", ".xlsx", recognise, read, write, MEDIA_TYPE, read_as_said, template)

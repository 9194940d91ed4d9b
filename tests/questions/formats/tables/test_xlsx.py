import zipfile
from datetime import date, datetime, time
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from questions.drafts import Level, Parsed
from questions.formats.tables.template import EXAMPLES, NOTES
from questions.formats.xlsx import FORMAT, template
from questions.reading.source import Source, Unreadable

HEADER = ["Question", "A", "B", "C", "Answer"]


def parse(content: bytes, name: str = "bank.xlsx") -> Parsed:
    return FORMAT.read(Source(name, content))


def book(*rows: list[object], formats: dict[str, str] | None = None, **others: list[list[object]]) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    for cell, number_format in (formats or {}).items():
        workbook.active[cell].number_format = number_format
    for title, more in others.items():
        sheet = workbook.create_sheet(title)
        for row in more:
            sheet.append(row)
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def repacked(content: bytes, changed: dict[str, bytes]) -> bytes:
    """The archive with members changed or added."""
    archive = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {**dict.fromkeys(old.namelist()), **changed}:
            new.writestr(name, changed[name] if name in changed else old.read(name))
    return archive.getvalue()


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (80, "General", "80"),
        (80.0, "General", "80"),
        (-2.5, "General", "-2.5"),
        (0.1 + 0.2, "General", "0.3"),
        (2.5, "0.00", "2.50"),
        (1234.5, "#,##0.0", "1,234.5"),
        (0.25, "0%", "25%"),
        (7, "000", "007"),
        (True, "General", "TRUE"),
        (date(2026, 1, 31), "yyyy-mm-dd", "2026-01-31"),
        (datetime(2026, 1, 31, 14, 30), "yyyy-mm-dd h:mm", "2026-01-31 14:30"),
        (time(9, 5), "h:mm", "09:05"),
        (" <b> ", "General", "<b>"),
    ],
)
def test_cells_read_as_a_person_sees_them(value, number_format, text):
    [draft] = parse(book(HEADER, ["Which?", value, "other", "", "A"], formats={"B2": number_format})).drafts
    assert draft.options[0].text == text


def test_the_header_may_stand_below_other_rows_and_blank_rows_are_skipped():
    parsed = parse(book(["Group 1"], [], HEADER, [], ["Which?", "this", "that", None, "A"], [None, ""]))
    assert [draft.where for draft in parsed.drafts] == ["bank.xlsx, row 5"]
    assert parsed.problems == ()


def test_every_sheet_with_questions_is_read_and_the_others_are_named():
    content = book(HEADER, ["Which?", "a", "b", "c", "A"], More=[HEADER, ["What?", "x", "y", "z", "C"]], Old=[["note"]])
    parsed = parse(content)
    assert [draft.where for draft in parsed.drafts] == [
        "bank.xlsx, sheet “Sheet”, row 2",
        "bank.xlsx, sheet “More”, row 2",
    ]
    [problem] = parsed.problems
    assert problem.where == "bank.xlsx, sheet “Old”"
    assert problem.level is Level.WARNING


def test_formulas_are_their_values():
    content = book(HEADER, ["Which?", "=1+1", "three", "four", "A"])
    sheet = zipfile.ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml").replace(b"<v></v>", b"<v>2</v>")
    sheet = sheet.replace(b"<v />", b"<v>2</v>").replace(b"<v/>", b"<v>2</v>")
    [draft] = parse(repacked(content, {FIRST: sheet})).drafts
    assert draft.options[0].text == "2"


MANY_ROWS = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(1, 50_102))
FIRST = "xl/worksheets/sheet1.xml"
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def shared_text(plain: bytes) -> bytes:
    """One text of 32,000 characters that stands in 2,000 cells."""
    types = zipfile.ZipFile(BytesIO(plain)).read("[Content_Types].xml")
    strings = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s.sharedStrings+xml"/></Types>'
    strings %= b"application/vnd.openxmlformats-officedocument.spreadsheetml"
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    changed = {
        "[Content_Types].xml": types.replace(b"</Types>", strings),
        "xl/sharedStrings.xml": b'<sst xmlns="%s"><si><t>%s</t></si></sst>' % (namespace, b"x" * 32_000),
        FIRST: SHEET % (b"<row>%s</row>" % (b'<c t="s"><v>0</v></c>' * 100) * 20),
    }
    return repacked(plain, changed)


REFUSED = {
    "has macros": lambda plain: repacked(plain, {"xl/vbaProject.bin": b"macro"}),
    "declares a document type": lambda plain: repacked(plain, {FIRST: b'<!DOCTYPE a [<!ENTITY a "a">]>' + SHEET % b""}),
    "more than 200 times its size": lambda plain: repacked(plain, {"xl/bomb.xml": b"0" * 3_000_000}),
    "more than 50000 rows": lambda plain: repacked(plain, {FIRST: SHEET % MANY_ROWS}),
    "or 200 columns": lambda plain: repacked(plain, {FIRST: SHEET % b'<row r="1"><c r="XFD1"><v>1</v></c></row>'}),
    "million characters": shared_text,
    "is a damaged workbook": lambda plain: repacked(plain, {"xl/workbook.xml": b"<workbook"}),
    "is a damaged ZIP": lambda plain: plain[:300],
    "without a workbook": lambda plain: archive_of_text(),
    "protected by a password": lambda plain: bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600,
    "has no rows": lambda plain: book(),
}


def archive_of_text() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("read.me", "hello")
    return content.getvalue()


@pytest.mark.parametrize("reason", REFUSED)
def test_a_dangerous_or_broken_workbook_is_refused_with_its_reason(reason):
    content = REFUSED[reason](book(HEADER, ["Which?", "a", "b", "c", "A"]))
    with pytest.raises(Unreadable, match=reason):
        parse(content)


def test_a_false_size_and_formatted_blank_cells_far_out_do_no_harm():
    row = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Question</t></is></c><c r="XFD1"/></row>'
    sheet = (SHEET % row).replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    parsed = parse(repacked(book(HEADER), {FIRST: sheet}))
    assert parsed.drafts == ()


@pytest.mark.parametrize(
    ("name", "content", "sureness"),
    [
        ("bank.zip", book(HEADER), 95),
        ("bank.xlsx", archive_of_text(), 5),
        ("bank.zip", archive_of_text(), 0),
        ("bank.xls", bytes.fromhex("D0CF11E0A1B11AE1"), 50),
        ("bank.xlsx", b"Question,A,B,Answer", 5),
    ],
)
def test_workbooks_are_recognised_by_what_is_in_them(name, content, sureness):
    assert FORMAT.recognise(Source(name, content)) == sureness


def test_the_template_reads_as_its_examples_and_explains_its_columns():
    assert parse(template()) == Parsed(drafts=EXAMPLES)
    assert [list(row) for row in load_workbook(BytesIO(template()))["Notes"].values] == NOTES


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_damage_is_read_or_refused(data):
    content = bytearray(PLAIN)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=12)):
        content[at] = data.draw(st.integers(0, 255))
    source = Source("any.xlsx", bytes(content))
    assert 0 <= FORMAT.recognise(source) <= 100
    try:
        assert isinstance(FORMAT.read(source), Parsed)
    except Unreadable as refused:
        assert refused.problem.message  # noqa: PT017


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([FIRST, "xl/styles.xml", "xl/workbook.xml"]),
    st.integers(0, 4000),
    st.text('<>"/=0123456789XFDrcsvt ', max_size=8),
)
def test_any_change_within_a_part_is_read_or_refused(name, at, text):
    old = zipfile.ZipFile(BytesIO(PLAIN)).read(name)
    new = old[: at % len(old)] + text.encode() + old[at % len(old) + len(text) :]
    try:
        assert isinstance(parse(repacked(PLAIN, {name: new})), Parsed)
    except Unreadable as refused:
        assert refused.problem.message  # noqa: PT017


PLAIN = book(HEADER, ["Which?", 1, 2.5, True, "A"], ["What?", date(2026, 1, 31), "x", "y", "C"])

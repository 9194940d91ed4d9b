"""Files that somebody made to do harm, or that went wrong on their way."""

import stat
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from tests.questions.uploads.test_uploads import AIKEN

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, TYPES = "xl/worksheets/sheet1.xml", "[Content_Types].xml"
SHARED_TEXTS = """<Override PartName="/xl/sharedStrings.xml"
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>"""
MEGABYTE = 2**20


def packed(*files: tuple[str | ZipInfo, bytes]) -> bytes:
    """A ZIP of files by their names."""
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as opened:
        for name, content in files:
            opened.writestr(name, content)
    return archive.getvalue()


def bomb() -> bytes:
    return packed(("bank.txt", bytes(80 * MEGABYTE)))


def too_many_members() -> bytes:
    return packed(*((f"{number}.txt", b"") for number in range(25_001)))


def link() -> bytes:
    info = ZipInfo("bank.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return packed((info, b"/etc/passwd"))


def encrypted() -> bytes:
    content = bytearray(packed(("bank.txt", AIKEN)))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def truncated() -> bytes:
    return packed(("bank.txt", AIKEN))[:-30]


MOODLE = """<?xml version="1.0"?>{before}<quiz><question type="multichoice"><name><text>One</text></name>
<questiontext format="html"><text><![CDATA[{stem}]]></text></questiontext><single>true</single>
<answer fraction="100"><text>{right}</text></answer><answer fraction="0"><text>Rain</text></answer></question></quiz>"""


def moodle(stem: str = "Which falls?", *, before: str = "", right: str = "Snow") -> bytes:
    return MOODLE.format(stem=stem, before=before, right=right).encode()


def entity() -> bytes:
    return moodle(before='<!DOCTYPE quiz [<!ENTITY file SYSTEM "file:///etc/passwd">]>', right="&file;")


def outside_dtd() -> bytes:
    return moodle(before='<!DOCTYPE quiz SYSTEM "http://127.0.0.1:1/quiz.dtd">')


def laughs() -> bytes:
    lines = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return moodle(before=f"<!DOCTYPE quiz [<!ENTITY l0 'ha'>{''.join(lines)}]>", right="&l9;")


def laughing_package() -> bytes:
    item = laughs().decode().replace("<quiz>", "<assessmentItem>").encode()
    return packed(("imsmanifest.xml", b"<manifest/>"), ("item.xml", item))


def workbook(*rows: tuple[str, ...]) -> bytes:
    book, saved = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(saved)
    return saved.getvalue()


def changed_workbook(changed: dict[str, bytes]) -> bytes:
    """A workbook with parts put in, or put in their place."""
    with ZipFile(BytesIO(workbook(("question", "a", "b", "answer"), ("Which?", "x", "y", "A")))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    return packed(*(parts | changed).items())


def macros() -> bytes:
    return changed_workbook({"xl/vbaProject.bin": b"Sub AutoOpen()"})


def laughing_workbook() -> bytes:
    return changed_workbook({"xl/sharedStrings.xml": laughs()})


def huge_cell() -> bytes:
    """A cell of 60 MB in a file of a few kilobytes."""
    text = "x" * 60 * MEGABYTE
    return changed_workbook({SHEET: sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>')})


def repeated_cell() -> bytes:
    """One text of 30,000 characters that 4,000 cells show."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 4001))
    text = f'<sst xmlns="{MAIN}" count="4000" uniqueCount="1"><si><t>{"x" * 30_000}</t></si></sst>'
    with ZipFile(BytesIO(workbook())) as book:
        types = book.read(TYPES).decode().replace("</Types>", f"{SHARED_TEXTS}</Types>")
    return changed_workbook({SHEET: sheet(rows), "xl/sharedStrings.xml": text.encode(), TYPES: types.encode()})


def sheet(rows: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def open_quote() -> bytes:
    return b'question,a,b,answer\n"' + b"x" * 5 * MEGABYTE

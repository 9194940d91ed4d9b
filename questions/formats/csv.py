"""Questions in rows of text: CSV with any delimiter, TSV."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping, Sequence
from io import StringIO

from questions.drafts import Draft, Written
from questions.formats.tables.delimited import evenness, likeliest_delimiter
from questions.formats.tables.native import cells_of
from questions.formats.tables.reading import read, read_as_said
from questions.formats.tables.template import EXAMPLES
from questions.reading.archives import is_archive
from questions.reading.format import Format
from questions.reading.source import Source

BEGINNING = 2**15
SUFFIXES = {".csv", ".tsv", ".tab"}


def recognise(source: Source) -> int:
    """Sure where a row names question, options and right answer."""
    beginning = source.content[:BEGINNING]
    if is_archive(beginning) or (b"\0" in beginning and not beginning.startswith((BOM_UTF16_LE, BOM_UTF16_BE))):
        return 0
    whole_lines, end, _ = beginning.rpartition(b"\n")
    sample = Source(source.name, whole_lines + end or beginning).text.content
    has_header, even_rows, width = evenness(sample, likeliest_delimiter(sample))
    if has_header:
        return 90
    return 40 if source.suffix in SUFFIXES and even_rows and width > 1 else 5 * (source.suffix in SUFFIXES)


def write(drafts: Sequence[Draft], pictures: Mapping[str, bytes]) -> Written:
    """The drafts in the columns of the native template."""
    rows, lost = cells_of(drafts)
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    # The byte order mark tells Excel that it is UTF-8.
    return Written(text.getvalue().encode("utf-8-sig"), lost)


def template() -> bytes:
    """The native columns with two examples, to be filled in."""
    return write(EXAMPLES, {}).content


FORMAT = Format("csv", "CSV or TSV", ".csv", recognise, read, write, "text/csv; charset=utf-8", read_as_said, template)

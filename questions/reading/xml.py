"""XML as a tree, without entities, document types or network."""

import re

from lxml import etree

from questions.drafts import Problem
from questions.reading.decoding import MARKS, Text
from questions.reading.source import Source, Unreadable

DECLARED = re.compile(rb"""\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# Python knows codecs that are no encodings of text files, some of them slow.
ENCODING = re.compile(
    r"(us-)?ascii|iso-?8859-?\d{1,2}|(windows-?|cp)\d{3,4}|koi8-[ru]|mac-?roman"
    r"|big5|gbk|gb2312|gb18030|euc-(jp|kr)|shift[_-]jis",
    re.IGNORECASE,
)
PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
PLACE = re.compile(r"(?:, line \d+, column \d+)?(?: \([^()]*, line \d+\))?$")


def parse(source: Source) -> etree._Element:
    """The root of an XML file; raises Unreadable where it is not well-formed or has a document type."""
    content = text(source).content
    prolog = PROLOG.match(content)
    start = prolog.end() if prolog else 0
    if content[start : start + 9].upper() == "<!DOCTYPE":
        message = "has a document type, which is not read. Remove all of <!DOCTYPE …> and upload the file again."
        raise Unreadable(Problem(_line(source, content, start), message))
    try:
        # What stood before the root is blank lines now, so that lines keep their numbers.
        return etree.fromstring(("\n" * content.count("\n", 0, start) + content[start:]).encode(), _parser())
    except etree.XMLSyntaxError as error:
        reason = PLACE.sub("", error.msg or "empty")
        message = f"is not well-formed XML: {reason}. Mend it there, or export the file anew."
        raise Unreadable(Problem(source.at(f"line {error.lineno or 1}"), message)) from error


def text(source: Source) -> Text:
    """The text of an XML file in the encoding that it declares, or else in the likeliest."""
    declared = DECLARED.match(source.content[:1000])
    if not declared or any(source.content.startswith(mark) for mark, _ in MARKS):
        return source.text
    encoding = declared[1].decode("ascii").lower()
    if not ENCODING.fullmatch(encoding):
        return source.text
    try:
        content = source.content.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return source.text
    return Text(content.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}"), encoding)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _line(source: Source, content: str, offset: int) -> str:
    return source.at(f"line {content.count(chr(10), 0, offset) + 1}")

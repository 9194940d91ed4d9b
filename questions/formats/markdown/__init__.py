"""Markdown: task lists, lettered options with their answer below, or a question a file with front matter."""

import re

from questions.formats.markdown.after import FACTS
from questions.formats.markdown.reading import read
from questions.formats.markdown.writing import write
from questions.reading.format import Format
from questions.reading.source import Source

LOOKED_AT = 200_000
TASKS = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)]) \[[ xX]\](?![(\[:])", re.MULTILINE)
KEY = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)]) \[[xX]\](?![(\[:])", re.MULTILINE)
LETTERED = re.compile(r"^[ \t]*(?:[-*+][ \t])?(?:\*\*|__)?\(?[Bb](?:\*\*|__)?[.):、：．）]", re.MULTILINE)
MARKDOWN = re.compile(r"^(?:#{1,6} |<details|[-*+] (?:\*\*)?\(?A|\*\*|```)", re.MULTILINE)
ANSWER = re.compile(r"^[#>*_ \t]*[^\W\d_][^:：\n]{0,40}[*_]*[:：][*_` \t]*\(?(?:[A-La-l]\b|[A-L]{2})", re.MULTILINE)
STEM = re.compile(r"\A---\n(?:.*\n){0,20}?(?:question|stem|prompt):", re.IGNORECASE)


def recognise(source: Source) -> int:
    """How surely a source is Markdown with questions."""
    if source.content.startswith((b"PK\x03\x04", b"%PDF")):
        return 0
    text = source.text.content[:LOOKED_AT]
    hint = 10 if source.suffix in {".md", ".markdown"} else 0
    if FACTS in text:
        return 80
    if KEY.search(text) and len(TASKS.findall(text)) > 1:
        return (80 if STEM.match(text) else 75) + hint
    if LETTERED.search(text) and (ANSWER.search(text) or "<details" in text):
        return (60 if MARKDOWN.search(text) else 35) + hint
    return hint // 2


FORMAT = Format("markdown", "Markdown", ".md", recognise, read, write, media_type="text/markdown; charset=utf-8")

"""Texts of GIFT, each in one of Moodle's four formats, as Markdown."""

import re

from questions.drafts import Problem
from questions.formats.gift.escapes import unescape
from questions.reading import html, plain

PREFIX = re.compile(r"\[(html|moodle|plain|markdown)\]")
BLANK = "_____"
# Moodle's own format takes HTML as well as text.
HTML = re.compile(
    r"</(?:[biups]|em|strong|sub|sup|code|pre|span|div|li|td|a|h[1-6])>|<(?:br|img)\b|&(?:lt|gt|amp|quot|nbsp|#\d+);"
)
LINE_BREAK = re.compile(r"(?<!>)\n|\n(?!<)")


def without_format(text: str, default: str) -> tuple[str, str]:
    """A text without the format that it names at its beginning, and that format."""
    text = text.lstrip()
    prefix = PREFIX.match(text)
    return (text[prefix.end() :], prefix[1]) if prefix else (text, default)


def to_markdown(text: str, default: str, where: str) -> tuple[str, list[Problem]]:
    """A text, its escapes resolved, as Markdown, and what was left out of it."""
    if not text:
        return "", []
    words, format = without_format(text, default)
    if format == "markdown":
        return unescape(words).strip(), []
    words = unescape("\n".join(line.strip() for line in words.strip().split("\n")))
    if format == "html":
        return html.to_markdown(words, where)
    if format == "moodle" and HTML.search(words):
        return html.to_markdown(LINE_BREAK.sub("<br>\n", words), where)
    return plain.escape(words), []


def blank(format: str) -> str:
    """The gap of a missing word, written so that it shows as one in a format."""
    return plain.escape(BLANK).replace("\\", r"\\") if format == "markdown" else BLANK

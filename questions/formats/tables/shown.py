"""Markdown as the plain text that it shows."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from questions.reading.plain import escape

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": False}).enable(["table", "strikethrough"])
BLOCK_ENDS = {"paragraph_close", "heading_close", "fence", "code_block", "hr", "table_close", "list_item_close"}


def shown(text: str) -> str:
    """The words as a reader sees them, their line breaks kept."""
    if escape(text) == text.strip():
        return text.strip()
    parts = []
    for token in _markdown.parse(text):
        if token.type == "inline":
            parts.append(_words(token.children or []))
        elif token.type in {"fence", "code_block"}:
            parts.append(token.content.rstrip("\n"))
        elif token.type == "list_item_open":
            parts.append(f"{token.info}{token.markup} " if token.info else "- ")
        elif token.type in {"th_close", "td_close"}:
            parts.append("\t")
        elif token.type == "tr_close":
            parts.append("\n")
        if token.type in BLOCK_ENDS:
            parts.append("\n\n")
    lines = "".join(parts).replace("\n\n\n\n", "\n\n").strip().split("\n")
    return "\n".join(_indented(line.rstrip()) for line in lines)


def is_plain(text: str) -> bool:
    """Whether the text shows the same once it is plain."""
    return escape(text) == text.strip() or _rendered(escape(shown(text))) == _rendered(text)


def _words(tokens: Sequence[Token]) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(breaks.get(token.type, token.content) for token in tokens)


def _indented(line: str) -> str:
    words = line.lstrip("\xa0")
    return " " * (len(line) - len(words)) + words


def _rendered(text: str) -> str:
    return " ".join(_markdown.render(text).split())

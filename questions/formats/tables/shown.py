"""Markdown as the plain text that it shows, and back; blocks of code stand between fences, as in Markdown."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from questions.formats.tables.neutral import MARK
from questions.reading.plain import PLAIN_LINE, escape

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": False}).enable(["table", "strikethrough"])
BLOCK_ENDS = {"paragraph_close", "heading_close", "hr", "table_close", "list_item_close"}
CODE_BLOCKS = {"fence", "code_block"}
PLAIN_BLOCKS = {"paragraph_open", "inline", "paragraph_close", *CODE_BLOCKS}
PLAIN_WORDS = {"text", "softbreak", "hardbreak"}
# Most texts are such paragraphs, and parsing each takes most of an export's time.
PLAIN_PARAGRAPHS = re.compile(rf"(?!.* \n){PLAIN_LINE.pattern}(?:\n\n?{PLAIN_LINE.pattern})*", re.DOTALL)
WITHIN_PARAGRAPH = re.compile(r"(?<!\n)\n(?!\n)")
FENCED = re.compile(r"^(`{3,})[^\n`]*\n(?:.*?\n)??\1`*$", re.MULTILINE | re.DOTALL)
# A line of text that would be taken for a fence has the mark before it that keeps formulas from being one.
LIKE_A_FENCE = re.compile(rf"^(?={MARK}*```)", re.MULTILINE)
MARKED_FENCE = re.compile(rf"^{MARK}(?={MARK}*```)", re.MULTILINE)


def shown(text: str) -> str:
    """The words as a reader sees them, their line breaks and blocks of code kept."""
    text = text.rstrip()
    if PLAIN_PARAGRAPHS.fullmatch(text):
        return WITHIN_PARAGRAPH.sub(" ", text)
    return "\n\n".join(filter(None, _blocks(_parsed(text))))


def is_plain(text: str) -> bool:
    """Whether the text shows the same once it is plain."""
    text = text.rstrip()
    return PLAIN_PARAGRAPHS.fullmatch(text) is not None or all(
        token.type in PLAIN_BLOCKS and all(child.type in PLAIN_WORDS for child in token.children or [])
        for token in _parsed(text)
    )


def meant(cell: str) -> str:
    """Markdown that shows what a cell says: `shown` undone for what is plain."""
    parts, end = [], 0
    for code in FENCED.finditer(cell):
        parts += [_escaped(cell[end : code.start()]), code[0]]
        end = code.end()
    return "\n\n".join(filter(None, [*parts, _escaped(cell[end:])]))


# A text is looked at for what it shows, and for whether it is plain.
@lru_cache(maxsize=64)
def _parsed(text: str) -> Sequence[Token]:
    return _markdown.parse(text)


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    words: list[str] = []
    for token in tokens:
        if token.type in CODE_BLOCKS:
            yield from (_as_text(words), _fenced(token))
            words = []
        elif token.type == "inline":
            words.append(_words(token.children or []))
        elif token.type == "list_item_open":
            words.append(f"{token.info}{token.markup} " if token.info else "- ")
        elif token.type in {"th_close", "td_close"}:
            words.append("\t")
        elif token.type == "tr_close":
            words.append("\n")
        if token.type in BLOCK_ENDS:
            yield _as_text(words)
            words = []
    yield _as_text(words)


def _words(tokens: Sequence[Token]) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(breaks.get(token.type, token.content) for token in tokens)


def _as_text(words: Sequence[str]) -> str:
    lines = "".join(words).strip(" \t\n").split("\n")
    return LIKE_A_FENCE.sub(MARK, "\n".join(_indented(line.rstrip()) for line in lines))


def _indented(line: str) -> str:
    words = line.lstrip("\xa0")
    return " " * (len(line) - len(words)) + words


def _fenced(code: Token) -> str:
    longest = max((len(run) for run in re.findall("`+", code.content)), default=0)
    fence = code.markup if code.markup.startswith("`") else "`" * max(3, longest + 1)
    info = "" if "`" in code.info else code.info.strip()
    return f"{fence}{info}\n{code.content}{fence}"


def _escaped(text: str) -> str:
    return escape(MARKED_FENCE.sub("", text))

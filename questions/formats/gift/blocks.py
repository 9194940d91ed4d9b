"""A GIFT file as blocks of lines: questions, under their categories, without their comments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from questions.formats.gift.escapes import marks

CATEGORY = "$CATEGORY:"
ROOT = re.compile(r"^(?:\$[\w@]+\$)?/?(?:top(?=/|$))?/?")
TAG = re.compile(r"\[tag:((?:\\\]|[^\[\]<>`])+)\]")


@dataclass(frozen=True)
class Block:
    """Lines that belong together, and the number of the first; `tags` stand in comments, as Moodle writes them."""

    line: int
    text: str
    category: str = ""
    tags: tuple[str, ...] = ()


def blocks(text: str) -> Iterator[Block]:
    category = ""
    for block in _joined(list(_between_empty_lines(text))):
        line, rest = block.line, block.text
        while rest.startswith(CATEGORY):
            first, _, rest = rest.partition("\n")
            category = ROOT.sub("", first.removeprefix(CATEGORY).strip())
            line += 1
        if rest.strip():
            yield replace(block, line=line, text=rest, category=category)


def _joined(found: list[Block]) -> Iterator[Block]:
    """Blocks whose braces are closed: one with an open brace goes on to the block that closes it."""
    at = 0
    while at < len(found):
        end = at + 1
        if _ends_open(found[at].text):
            while end < len(found) and not _first_brace(found[end].text):
                end += 1
            closes = end < len(found) and _first_brace(found[end].text) == "}"
            end = end + 1 if closes else at + 1
        yield replace(found[at], text="\n\n".join(block.text for block in found[at:end]))
        at = end


def _between_empty_lines(text: str) -> Iterator[Block]:
    begin, lines, comments = 0, list[str](), list[str]()
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.lstrip().startswith("//"):
            comments.append(line)
        elif line.strip():
            begin = begin if lines else number
            lines.append(line)
        elif lines or comments:
            yield Block(begin, "\n".join(lines), tags=tuple(_tags(comments)))
            lines, comments = [], []


def _tags(comments: list[str]) -> Iterator[str]:
    for comment in comments:
        for tag in TAG.findall(comment):
            yield tag.replace(r"\]", "]").strip()


def _first_brace(text: str) -> str:
    return next((text[place] for place in marks(text, "{", "}")), "")


def _ends_open(text: str) -> bool:
    braces = [text[place] for place in marks(text, "{", "}")]
    return "{" in braces and "}" not in braces

"""What each line of a Markdown file is by its looks: heading, option, code, part of a <details> block."""

import re
from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    BLANK = auto()
    CODE = auto()
    DETAILS = auto()
    RULE = auto()
    HEADING = auto()
    TASK = auto()
    LETTER = auto()
    QUESTION = auto()
    NUMBERED = auto()
    QUOTE = auto()
    TEXT = auto()

    # Enum's own runs in Python, at each look into a set of kinds.
    __hash__ = object.__hash__


class Line(NamedTuple):
    """A line, counted from 1; an option has a mark and a style, a heading a level; `rest` is what follows the mark."""

    number: int
    text: str
    kind: Kind
    rest: str = ""
    mark: str = ""
    style: tuple[str, ...] = ()
    level: int = 0

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


NARROW = {ord(wide): narrow for wide, narrow in zip("：．）（，；［］＃　", ":.)(,;[]# ", strict=True)}
NARROW |= {0xFF21 + n: chr(65 + n) for n in range(26)} | {0xFF41 + n: chr(97 + n) for n in range(26)}
NARROW |= {0xFF10 + n: chr(48 + n) for n in range(10)}

FENCE = re.compile(
    r"[ \t]*(?:(?:[-*+]|\d{1,5}[.)])[ \t]+)?(?:\[[ xX]\][ \t]*|\(?[A-La-l][.):][ \t]*)?(`{3,}|~{3,})([^`]*)$"
)
HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
ANCHOR = re.compile(r"<a\b[^<>]{0,200}>\s?</a>")
TASK = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\[([ xX✓✔])\](?![(\[:])[ \t]*")
LETTER = re.compile(r"[ \t]*([-*+][ \t]+)?(\*\*|__|)(\(?)([A-La-l])(\*\*|__|)([.):、])(\*\*|__|)")
NUMBERED = re.compile(r" {0,3}(\*\*|__|)(\d{1,5})(?:\*\*|__|)[.)、](\*\*|__|)(?![A-Za-z0-9_.])[ \t]*")
WORD = r"(?:question|frage|pregunta|questão|domanda|вопрос|питання|pytanie|soru|问题|問題|题目|題目|q)"
QUESTION = re.compile(
    rf"(?:\*\*|__|)(?:{WORD}[ \t]?\#?[ \t]?(\d{{1,5}})|第[ \t]?(\d{{1,5}})[ \t]?[题題问問])"
    r"(?:[ \t](?:of|/)[ \t]\d{1,5})?"
    r"(?:\*\*|__|)[ \t]?(?:(?:[:)\u2013\u2014]|[.-](?![A-Za-z0-9_]))(?:\*\*|__|)|$)[ \t]*",
    re.IGNORECASE,
)
OPENING = re.compile(r"<details\b", re.IGNORECASE)
CLOSING = re.compile(r"</details\b", re.IGNORECASE)
POINTS = ("- [ ]", "- [x]", "- [X]")


def narrow(text: str) -> str:
    """The same text, character by character, with fullwidth punctuation, letters and digits made ASCII."""
    return text if text.isascii() else text.translate(NARROW)


def scan(text: str, first: int = 1) -> tuple[list[Line], list[tuple[int, str]]]:
    """The lines of a text, counted from `first`, and what is opened in which line and never closed."""
    lines: list[Line] = []
    fence, fence_line = "", 0
    details: list[int] = []
    for number, line in enumerate(text.split("\n"), first):
        if fence and fence[0] == " " and line.startswith(POINTS):
            fence = ""  # A fence in a list ends with its point.
        if fence:
            if _closes(line, fence.strip()):
                fence = ""
            lines.append(Line(number, line, Kind.DETAILS if details else Kind.CODE))
        elif ("```" in line or "~~~" in line) and (opened := FENCE.match(line)):
            fence, fence_line = " " * bool(opened.start(1)) + opened[1], number
            seen = Line(number, line, Kind.DETAILS) if details else _line(number, line)
            lines.append(seen if seen.kind is not Kind.TEXT else Line(number, line, Kind.CODE))
        elif details or OPENING.match(line.lstrip()):
            details += [number] * len(OPENING.findall(line))
            del details[max(0, len(details) - len(CLOSING.findall(line))) :]
            lines.append(Line(number, line, Kind.DETAILS))
        else:
            lines.append(_line(number, line))
    unclosed = [(fence_line, "code fence")] * bool(fence) + [(number, "<details> block") for number in details[:1]]
    return lines, unclosed


def _closes(line: str, fence: str) -> bool:
    bare = line.strip()
    return bare.startswith(fence) and not bare.strip(fence[0])


def _line(number: int, text: str) -> Line:
    bare = text.strip()
    if not bare:
        return Line(number, text, Kind.BLANK)
    if bare[0] in "-*_" and not bare.strip(bare[0] + " \t") and bare.count(bare[0]) >= 3:
        return Line(number, text, Kind.RULE)
    if bare[0] == ">":
        return Line(number, text, Kind.QUOTE)
    plain = narrow(text)
    if plain[0] == "#" and (heading := HEADING.match(plain)):
        mark, rest = numbered(ANCHOR.sub("", _without_closing(text[heading.end() :]), count=1))
        return Line(number, text, Kind.HEADING, rest, mark, level=len(heading[1]))
    if "[" in plain and (task := TASK.match(plain)):
        return Line(number, text, Kind.TASK, text[task.end() :], task[1])
    return _lettered(number, text, plain) or _numbered(number, text, plain) or Line(number, text, Kind.TEXT)


def _without_closing(heading: str) -> str:
    bare = heading.rstrip()
    opened = bare.rstrip("#")
    return opened.rstrip() if opened.endswith((" ", "\t")) else bare


def _lettered(number: int, text: str, plain: str) -> Line | None:
    if not (found := LETTER.match(plain)):
        return None
    bullet, bold, parenthesis, letter, inner, closer, outer = found.groups()
    rest = text[found.end() :]
    wide = not text[found.start(6)].isascii()
    tight = rest[:1].strip() and not (closer in ":)、" or wide or outer or not rest[0].isascii())
    if tight or (parenthesis and closer != ")"):
        return None
    if bold and not inner and not outer:
        rest = bold + rest.lstrip()  # “**A. all bold**”
    style = ("-" if bullet else "", parenthesis, closer, "A" if letter.isupper() else "a")
    return Line(number, text, Kind.LETTER, rest.lstrip(), letter.upper(), style)


def _numbered(number: int, text: str, plain: str) -> Line | None:
    for kind, pattern in ((Kind.QUESTION, QUESTION), (Kind.NUMBERED, NUMBERED)):
        if pattern.match(plain):
            mark, rest = numbered(text)
            return Line(number, text, kind, rest, mark)
    return None


def numbered(text: str) -> tuple[str, str]:
    """A text's number (“12. ”, “Question 12: ”) and the text without it; the number is empty where there is none."""
    plain = narrow(text)
    if found := QUESTION.match(plain):
        return found[1] or found[2], text[found.end() :]
    if found := NUMBERED.match(plain):
        bold = found[1] if found[1] and not found[3] and found[0].count(found[1]) == 1 else ""
        return found[2], bold + text[found.end() :]
    return "", text

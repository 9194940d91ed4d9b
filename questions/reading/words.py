"""The words of an HTML text as Markdown in which no character of them acts, and the pieces put together."""

import re
from collections.abc import Iterable

from questions.reading.plain import ACTS, BEGINS

SPACE = re.compile(r"[ \t\r\n\f]+")
LONE_FIXED_SPACE = re.compile(r"(?<![\xa0 ])\xa0(?![\xa0 ])")
# At the edge of a text, what follows in the next element could make these act.
ACTS_IN_TEXT = re.compile(rf"{ACTS.pattern} | [<&~]\Z | \A~ | \\(?=\s+\Z)", ACTS.flags)


def one_spaced(text: str) -> str:
    """Text as a browser shows it; fixed spaces that stand alone are usual ones, those of an indent stay."""
    return LONE_FIXED_SPACE.sub(" ", SPACE.sub(" ", text))


def escaped(text: str, *, begins_line: bool, is_linked: bool) -> str:
    """A text of one line as Markdown."""
    words = ACTS_IN_TEXT.sub(r"\\\g<0>", text.strip(" ") if begins_line else text)
    if is_linked:
        words = words.replace("]", r"\]")
    return BEGINS.sub(r"\g<0>\\", words) + " " * text[1:].endswith(" ") if begins_line else words


def joined(pieces: Iterable[str]) -> str:
    """Pieces of Markdown in a row, with at most one blank line where two meet, and nothing that acts by meeting."""
    parts: list[str] = []
    last, newlines = "", 0
    for piece in pieces:
        content = piece.strip("\n")
        if newlines or len(content) < len(piece):
            above = len(piece) - len(piece.lstrip("\n"))
            newlines = min(2, max(newlines, above)) if newlines and above else newlines + above
            if not content:
                continue
            parts.append("\n" * newlines)
            newlines = len(piece) - above - len(content)
        elif content[0] == "[" and last[-1:] == "!":
            parts[-1] = f"{last[:-1]}\\!"  # It would make the link a picture.
        elif content[0] in ".)" and last[-1:].isdigit():
            parts.append("\\")  # It would make the number that of a list.
        parts.append(content)
        last = content
    return "".join(parts) + "\n" * newlines

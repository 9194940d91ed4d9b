"""GIFT's control characters, and the backslashes that take their meaning away."""

import re
from collections.abc import Iterator
from functools import cache

ESCAPED = re.compile(r"\\([\\:#={}~n])")
CONTROL = re.compile(r"[\\:#={}~]")


def unescape(text: str) -> str:
    return ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], text)


def escape(text: str) -> str:
    return CONTROL.sub(r"\\\g<0>", text).replace("\n", r"\n")


def marks(text: str, *wanted: str) -> Iterator[int]:
    """Where one of the wanted marks stands and acts."""
    return (found.start() for found in _escaped_or(wanted).finditer(text) if found[1])


@cache
def _escaped_or(wanted: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\\[\\:#={{}}~n]|({'|'.join(map(re.escape, wanted))})")


def split(text: str, mark: str, most: int = 0) -> list[str]:
    """The parts of a text between the marks that act; at most so many marks where `most` is given."""
    parts, begin = [], 0
    for number, place in enumerate(marks(text, mark)):
        if most and number == most:
            break
        parts.append(text[begin:place])
        begin = place + len(mark)
    return [*parts, text[begin:]]

"""A file as it came, and its text."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from questions.drafts import Problem
from questions.reading.decoding import Text, decode

BEGINNING = 50_000


@dataclass(frozen=True)
class Source:
    """A file: its name, for messages and as a hint, and its bytes."""

    name: str
    content: bytes

    @cached_property
    def text(self) -> Text:
        """The bytes as text with \n alone between lines, and the doubts about it."""
        return decode(self.name, self.content)

    @cached_property
    def beginning(self) -> str:
        """The text of the first bytes, enough to recognise a format by; its last character may be broken."""
        return decode(self.name, self.content[:BEGINNING]).content

    @property
    def suffix(self) -> str:
        """The end of the name from its last dot on, in lower case; empty where there is none."""
        _, dot, end = self.name.rpartition(".")
        return f".{end.lower()}" if dot and "/" not in end else ""

    def at(self, place: str) -> str:
        """Where in this file, for messages: “bank.gift, line 12”."""
        return f"{self.name}, {place}"

    def line(self, offset: int) -> str:
        """Where an offset into the text lies, for messages."""
        return self.at(f"line {bisect_left(self._line_ends, offset) + 1}")

    @cached_property
    def _line_ends(self) -> list[int]:
        return [end.start() for end in re.finditer("\n", self.text.content)]


class Unreadable(Exception):
    """A file of which nothing can be read; its one problem says why, and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

"""What a format module offers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from questions.drafts import Draft, Parsed, Written
from questions.reading.source import Source

Recognise = Callable[[Source], int]
Read = Callable[[Source], Parsed]
ReadMapped = Callable[[Source, Mapping[str, Any]], Parsed]
Write = Callable[[Sequence[Draft], Mapping[str, bytes]], Written]


@dataclass(frozen=True)
class Format:
    """One upload format: `name` in commands and addresses, `title` on pages.

    `recognise` tells by its content how surely a source is of this format, from 0 (not at all) to 100. `read` turns it
    into drafts and problems, and raises Unreadable where nothing of it can be read. `write` makes a file of drafts and
    of the pictures that they name; None where the format is not written. `read_mapped` reads a table of which a person
    has said what its columns hold, and `template` is a file of this format to begin with; `written_as` is the title of
    what is written where more generations of it are read.
    """

    name: str
    title: str
    suffix: str
    recognise: Recognise
    read: Read
    write: Write | None = None
    media_type: str = "text/plain; charset=utf-8"
    read_mapped: ReadMapped | None = None
    template: Callable[[], bytes] | None = None
    written_as: str = ""

    @property
    def written_title(self) -> str:
        """What a file that is written is called on pages."""
        return self.written_as or self.title

"""What a card and a contrast say."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from questions.drafts import Reference


class Status(StrEnum):
    """What became of a service; an idea has none."""

    AVAILABLE = "available"
    CLOSED = "closed"
    ENDED = "ended"


@dataclass(frozen=True)
class Section:
    heading: str
    text: str


@dataclass(frozen=True)
class Card:
    """A service or an idea of the outline, in Markdown: what it is, and when to use it and when not."""

    slug: str
    title: str
    domain: str
    objectives: tuple[str, ...]
    what: str
    sections: tuple[Section, ...]
    formerly: tuple[str, ...]
    also: tuple[str, ...]
    status: Status | None
    status_note: str
    references: tuple[Reference, ...]
    checked_on: date
    verified: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which a text may mean it."""
        return (self.title, *self.formerly, *self.also)

    @property
    def is_idea(self) -> bool:
        return self.status is None


@dataclass(frozen=True)
class Contrast:
    """Two cards that people mix up, and the rows that decide between them."""

    between: tuple[str, str]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    closing: str
    checked_on: date
    verified: str = ""


@dataclass(frozen=True)
class CardPage:
    """A card as a page shows it; sections are headings with their HTML."""

    card: Card
    what_html: str
    sections: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ContrastPage:
    """A contrast as a page shows it: the two cards, rows of HTML cells, how to tell the two apart, what was checked."""

    cards: tuple[Card, Card]
    rows: tuple[tuple[str, ...], ...]
    closing_html: str
    checked_on: date
    verified: str

"""A question before it is stored, and what is wrong with it."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """Something wrong with a file or question: where it stands, and what to do."""

    where: str
    message: str
    level: Level = Level.ERROR

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True)
class DraftOption:
    text: str
    is_key: bool
    rationale: str = ""


@dataclass(frozen=True)
class Reference:
    title: str
    url: str


@dataclass(frozen=True)
class Draft:
    """One question as its author wrote it, in Markdown."""

    name: str
    stem: str
    options: tuple[DraftOption, ...]
    objective: str = ""
    difficulty: int = 2
    tags: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    takeaway: str = ""
    checked_on: date | None = None
    enemies: tuple[str, ...] = ()
    order_locked: bool = False
    where: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[int, ...]:
        """Indices of the keys in the written order, from 0."""
        return tuple(index for index, option in enumerate(self.options) if option.is_key)

    @property
    def is_multiple(self) -> bool:
        return len(self.key) > 1

    def fingerprint(self) -> str:
        """SHA-256 of all that the question says; where it was found and who its enemies are do not count."""
        said = asdict(self)
        for left_out in ("where", "enemies"):
            del said[left_out]
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()

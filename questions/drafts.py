"""A question before it is stored, and what is wrong with it."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any


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
class Waiver:
    """Why a finding of the item lint stands on this question all the same."""

    rule: str
    reason: str


@dataclass(frozen=True)
class Draft:
    """One question as its author wrote it, in Markdown.

    `name` identifies it in its set; a file of another format names none, and the set gives one. `category` is what such
    a file says of where the question belongs. A picture of the file is `![text](picture:NAME)`.
    """

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
    title: str = ""
    category: str = ""
    explanation: str = ""
    review_by: date | None = None
    declared_multiple: bool = False
    waivers: tuple[Waiver, ...] = ()
    verified: str = ""

    @property
    def key(self) -> tuple[int, ...]:
        """Indices of the keys in the written order, from 0."""
        return tuple([index for index, option in enumerate(self.options) if option.is_key])

    @property
    def is_multiple(self) -> bool:
        """Whether several options may be chosen: there are several keys, or its file says so."""
        return self.declared_multiple or len(self.key) > 1

    def fingerprint(self) -> str:
        """SHA-256 of all that the question says; where it was found and who its enemies are do not count.

        What came into the format later counts only where it says something, so that older fingerprints stand.
        """
        said = self._plain()
        for left_out in ("where", "enemies", "category"):
            del said[left_out]
        for later in ("title", "explanation", "review_by", "declared_multiple", "waivers", "verified"):
            if not said[later]:
                del said[later]
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """All of it in plain lists, texts and numbers."""
        return {
            **self._plain(),
            "checked_on": self.checked_on and self.checked_on.isoformat(),
            "review_by": self.review_by and self.review_by.isoformat(),
        }

    def _plain(self) -> dict[str, Any]:
        # As dataclasses.asdict, which takes ten times as long for a bank of thousands.
        parts = {name: [vars(each) for each in getattr(self, name)] for name in ("options", "references", "waivers")}
        return {**vars(self), **parts}

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> "Draft":
        """What `to_json` gave, as a draft again."""
        days = {name: facts[name] and date.fromisoformat(facts[name]) for name in ("checked_on", "review_by")}
        return cls(
            **{
                **facts,
                **days,
                "options": tuple(DraftOption(**option) for option in facts["options"]),
                "references": tuple(Reference(**reference) for reference in facts["references"]),
                "waivers": tuple(Waiver(**waiver) for waiver in facts["waivers"]),
                "tags": tuple(facts["tags"]),
                "enemies": tuple(facts["enemies"]),
            }
        )

    def texts(self) -> tuple[str, ...]:
        """Every text of it that is Markdown."""
        of_options = (text for option in self.options for text in (option.text, option.rationale))
        return (self.stem, self.explanation, *of_options)

    def with_texts(self, change: Callable[[str], str]) -> "Draft":
        """The same question with each Markdown text changed."""
        options = (DraftOption(change(option.text), option.is_key, change(option.rationale)) for option in self.options)
        return replace(self, stem=change(self.stem), explanation=change(self.explanation), options=tuple(options))


@dataclass(frozen=True)
class NotImported:
    """Something in a file that is no choice question, and so stays out: said by name, never dropped in silence."""

    where: str
    title: str
    type: str
    reason: str


@dataclass(frozen=True)
class Parsed:
    """What a file holds. `pictures` are the bytes of the pictures that drafts name, as the file has them."""

    drafts: tuple[Draft, ...] = ()
    not_imported: tuple[NotImported, ...] = ()
    problems: tuple[Problem, ...] = ()
    encoding: str = "utf-8"
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """A set as a file, and what the format could not hold, a sentence each."""

    content: bytes
    lost: tuple[str, ...] = ()

"""What is said against a question, as a candidate and as a judge read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from string import ascii_uppercase


@dataclass(frozen=True)
class Reply:
    answered_at: datetime
    decision: str
    reason: str


@dataclass(frozen=True)
class Own:
    """A candidate's own challenge; without a reply it is open."""

    made_at: datetime
    reason: str
    reference: str
    reply: Reply | None


@dataclass(frozen=True)
class Said:
    """All that a candidate has said against one question, the last first."""

    own: list[Own] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return any(each.reply is None for each in self.own)


@dataclass(frozen=True)
class Against:
    """A challenge as a judge reads it: letters are of the written order, `seen` tells how the candidate's differ."""

    number: int
    by: str
    made_at: datetime
    chosen: str
    seen: str
    reason: str
    reference: str
    reply: Reply | None


@dataclass(frozen=True)
class Offered:
    """An option in the written order, from 0, and how many candidates chose it."""

    number: int
    letter: str
    html: str
    rationale_html: str
    is_key: bool
    chosen_by: int


def offered(
    options_html: Sequence[str], rationales_html: Sequence[str], key: Sequence[int], chosen: Mapping[int, int]
) -> list[Offered]:
    """The options of a revision, each with how often it was chosen."""
    texts = enumerate(zip(options_html, rationales_html, strict=True))
    return [
        Offered(number, ascii_uppercase[number], html, rationale, number in key, chosen.get(number, 0))
        for number, (html, rationale) in texts
    ]


def as_seen(option_order: Sequence[int]) -> str:
    """What a candidate's letters stand for in the written order: “A is C, B is A”; empty where they are the same."""
    if list(option_order) == sorted(option_order):
        return ""
    return ", ".join(
        f"{ascii_uppercase[shown]} is {ascii_uppercase[option]}" for shown, option in enumerate(option_order)
    )

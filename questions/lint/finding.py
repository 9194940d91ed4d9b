from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from questions.drafts import Draft, Level
from questions.lint.reasons import REASONS


@dataclass(frozen=True)
class Finding:
    """A flaw of a question: the rule, the place in it, what is wrong and how to mend it."""

    rule: str
    where: str
    message: str
    level: Level = Level.WARNING

    @property
    def why(self) -> str:
        """Why it matters; empty for what is no question yet."""
        return REASONS.get(self.rule, "")


@dataclass(frozen=True)
class SetFinding:
    """A flaw of a whole set, or of some of its questions together, by name."""

    rule: str
    message: str
    questions: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        return REASONS[self.rule]


Rule = Callable[[Draft, date], Iterator[Finding]]


def option(index: int) -> str:
    """The place of an option in messages, counted from 1 as it was written."""
    return f"option {index + 1}"

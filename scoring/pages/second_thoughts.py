"""What flags and changed answers were worth, over all questions of a paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.marking import Mark


@dataclass(frozen=True)
class Fared:
    """How some questions went; dropped ones are in neither count."""

    right: int
    wrong: int

    @property
    def questions(self) -> int:
        return self.right + self.wrong

    @property
    def share(self) -> int | None:
        """Whole per cents; None where there is no question."""
        return round(100 * self.right / self.questions) if self.questions else None


@dataclass(frozen=True)
class Changes:
    """Positions where the last answer differs from the first complete one in what it is worth."""

    to_right: list[int]
    to_wrong: list[int]


def fared(marks: Sequence[Mark], *, flagged: bool) -> Fared:
    """How the flagged questions went, or all others."""
    rights = [mark.right for mark in marks if mark.flagged is flagged]
    return Fared(rights.count(True), rights.count(False))


def changes(marks: Sequence[Mark]) -> Changes:
    """Where changing one's mind helped, and where it hurt; wrong to wrong is neither."""
    return Changes(
        to_right=[mark.position for mark in marks if mark.first_right is False and mark.right],
        to_wrong=[mark.position for mark in marks if mark.first_right and mark.right is False],
    )

"""Which questions of a sat paper somebody wants to see again."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from exams.palette import State
from scoring.codes import natural
from scoring.marking import Mark


class Show(StrEnum):
    ALL = "all"
    WRONG = "wrong"
    FLAGGED = "flagged"
    UNANSWERED = "unanswered"
    FLAGGED_AND_WRONG = "flagged-and-wrong"

    @property
    def label(self) -> str:
        # It holds questions badged “Incomplete” too.
        return "No complete answer" if self is Show.UNANSWERED else self.replace("-", " ").capitalize()


@dataclass(frozen=True)
class Filter:
    """A link to some questions: what it is called, how many there are, and whether it is the present one."""

    value: str
    label: str
    count: int
    is_present: bool = False


def read_show(value: str) -> Show:
    """The wish in a query string; all questions where it is not one."""
    return Show(value) if value in list(Show) else Show.ALL


def chosen(marks: Sequence[Mark], show: Show, domain: str = "") -> list[Mark]:
    """The marks of the questions to show; no domain stands for every domain."""
    return [mark for mark in marks if _belongs(mark, show) and domain in ("", mark.domain)]


def by_outcome(marks: Sequence[Mark], present: Show = Show.ALL, domain: str = "") -> list[Filter]:
    """The filters by outcome, each counted within a domain."""
    return [Filter(show, show.label, len(chosen(marks, show, domain)), show is present) for show in Show]


def by_domain(
    marks: Sequence[Mark], titles: dict[str, str], show: Show = Show.ALL, present: str | None = None
) -> list[Filter]:
    """The filters by domain, each counted within an outcome."""
    return [
        Filter(code, f"{code} {titles[code]}", len(chosen(marks, show, code)), code == present)
        for code in sorted(titles, key=natural)
    ]


def _belongs(mark: Mark, show: Show) -> bool:
    match show:
        case Show.WRONG:
            return mark.right is False
        case Show.FLAGGED:
            return mark.flagged
        case Show.UNANSWERED:
            return mark.state != State.ANSWERED
        case Show.FLAGGED_AND_WRONG:
            return mark.flagged and mark.right is False
        case Show.ALL:
            return True

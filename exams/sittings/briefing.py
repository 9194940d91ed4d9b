"""What somebody who is invited needs to know of a sitting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from exams.allowances import Change
from exams.models import Attempt, Sitting
from exams.seen import is_too_much, seen_among
from exams.sittings.granted import allowed, break_time, changes_for
from people.models import User


class State(StrEnum):
    """Where a sitting is for one person."""

    OFF = "off"
    BEFORE = "before"
    OPEN = "open"
    SITTING = "sitting"
    ENDED = "ended"
    MISSED = "missed"
    RESULTS = "results"


@dataclass(frozen=True)
class Briefing:
    """One's own time and why, and how many of the questions one has read explained not long ago."""

    time: timedelta
    changes: Sequence[Change]
    breaks: timedelta
    latest_end: datetime
    seen: int
    questions: int

    @property
    def counts_nowhere(self) -> bool:
        return is_too_much(self.seen, self.questions)


def state(sitting: Sitting, attempt: Attempt | None, moment: datetime) -> State:
    if sitting.cancelled_at is not None:
        return State.OFF
    if attempt is not None and attempt.handed_in_at is None:
        return State.SITTING
    if sitting.results_opened_at is not None:
        return State.RESULTS
    if attempt is not None:
        return State.ENDED
    if moment < sitting.opens_at:
        return State.BEFORE
    return State.OPEN if moment < sitting.last_start_at else State.MISSED


def brief(sitting: Sitting, person: User) -> Briefing:
    """What a start now would bring."""
    changes = changes_for(sitting, [person])[person.pk]
    time = allowed(sitting, changes)
    paper = list(sitting.places.values_list("revision", flat=True))
    return Briefing(
        time=time,
        changes=changes,
        breaks=break_time(sitting, person.pk),
        latest_end=sitting.last_start_at + time,
        seen=seen_among(person.pk, paper),
        questions=len(paper),
    )

"""What was decided about an attempt, as its candidate and its instructors read it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from exams.clock import amount
from exams.models import Adjustment, Attempt, Intervention, Pause


@dataclass(frozen=True)
class Decision:
    """What was done, when, why, and in which role; in none where the candidate did it."""

    made_at: datetime
    what: str
    reason: str
    by: str
    ended_at: datetime | None = None


def decisions(attempt: Attempt) -> list[Decision]:
    """Every change of the time, pause and intervention, in the order in which they were made."""
    found = chain(
        (_adjustment(attempt, each) for each in attempt.adjustments.all()),
        (_pause(attempt, each) for each in attempt.pauses.all()),
        (_intervention(attempt, each) for each in attempt.interventions.all()),
    )
    return sorted(found, key=lambda decision: decision.made_at)


def instructor_of(attempt: Attempt) -> str:
    return f"an instructor of {attempt.sitting.group}" if attempt.sitting else "the people who run this installation"


def _adjustment(attempt: Attempt, change: Adjustment) -> Decision:
    return Decision(change.made_at, amount(change.seconds), change.reason, _role(attempt, change.made_by_id))


def _pause(attempt: Attempt, pause: Pause) -> Decision:
    what = "Break" if pause.is_break else "The clock was stopped"
    return Decision(pause.began_at, what, pause.reason, _role(attempt, pause.began_by_id), pause.ended_at)


def _intervention(attempt: Attempt, intervention: Intervention) -> Decision:
    # Whatever became of the instructor's account, it was one.
    what = intervention.get_kind_display()
    return Decision(intervention.made_at, what, intervention.reason, instructor_of(attempt))


def _role(attempt: Attempt, person_id: int | None) -> str:
    return "" if person_id == attempt.candidate_id else instructor_of(attempt)

"""What stands between a candidate and a report."""

from enum import Enum, auto

from exams.attempts import ClockTimestamp
from exams.clock import GRACE, LATE_WORK_WINDOW
from exams.models import Attempt, Response
from exams.rooms import has_closed


class Stage(Enum):
    """How far an attempt is: still running; resting while its questions are being sat again; asking for unsent work;
    waiting for its score; ready to be read."""

    RUNNING = auto()
    RESTING = auto()
    ASKING = auto()
    WAITING = auto()
    READY = auto()


def stage(attempt: Attempt) -> Stage:
    """The stage of an attempt from `exams.rooms.seats`; an overdue one is closed in place."""
    if not has_closed(attempt):
        return Stage.RUNNING
    if attempt.handed_in_at is None:
        attempt.refresh_from_db(fields=["handed_in_at", "ending"])
    if _is_sat_again(attempt):
        return Stage.RESTING
    if _may_have_unsent_work(attempt):
        return Stage.ASKING
    return Stage.READY if attempt.reports.exists() else Stage.WAITING


def _is_sat_again(attempt: Attempt) -> bool:
    """Whether one of its questions, in any wording, stands on an exam that the candidate is sitting."""
    running = Response.objects.filter(
        attempt__candidate=attempt.candidate_id,
        attempt__handed_in_at=None,
        attempt__deadline__gt=ClockTimestamp() - GRACE,
    )
    return attempt.responses.filter(revision__question__in=running.values("revision__question")).exists()


def _may_have_unsent_work(attempt: Attempt) -> bool:
    """Whether late work would still count, and the candidate has not said that there is none."""
    was_ended_by_clock = attempt.ending == Attempt.Ending.CLOCK and attempt.report_opened_at is None
    return was_ended_by_clock and attempt.clock < attempt.deadline + LATE_WORK_WINDOW

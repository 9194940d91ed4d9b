"""What stands between a candidate and a report."""

from enum import Enum, auto
from functools import partial

from django.db import transaction
from django.db.models import Q

from config.publishing import publish
from exams.clock import LATE_WORK_WINDOW
from exams.models import Attempt, Response, Sitting
from exams.rooms import has_closed
from exams.sittings import results
from questions.models import Question
from scoring import tasks


class Stage(Enum):
    """How far an attempt is: still running; sealed until its sitting's results open; resting while its questions are
    being sat again; asking for unsent work; waiting for its score; ready to be read."""

    RUNNING = auto()
    SEALED = auto()
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
    if _is_sealed(attempt):
        return Stage.SEALED
    if _is_sat_again(attempt):
        return Stage.RESTING
    if _may_have_unsent_work(attempt):
        return Stage.ASKING
    return Stage.READY if attempt.reports.exists() else Stage.WAITING


def _is_sealed(attempt: Attempt) -> bool:
    """Whether it is of a sitting whose results open for all together, and are not open yet."""
    sitting = attempt.sitting
    return sitting is not None and not sitting.shows_at_once and not are_open(sitting)


def are_open(sitting: Sitting) -> bool:
    """Whether a sitting's results are open; they are opened if it is time, and then its attempts begin to count."""
    were_open = sitting.results_opened_at is not None
    is_open = results.open_if_due(sitting)
    if is_open and not were_open:
        # If the queue is dead, the sweep lets them count.
        transaction.on_commit(partial(publish, tasks.unseal, sitting.pk), robust=True)
    return is_open


def _is_sat_again(attempt: Attempt) -> bool:
    """Whether one of its questions, in any wording, stands on an exam that the candidate sits, or on a sitting's."""
    running = Attempt.objects.running().filter(candidate=attempt.candidate_id)
    sat = Response.objects.filter(attempt__in=running.values("pk"))
    awaited = Question.objects.awaited_by(attempt.candidate_id, besides=attempt.sitting_id)
    closed = Q(pk__in=sat.values("revision__question")) | Q(pk__in=awaited.values("pk"))
    return Question.objects.filter(closed, pk__in=attempt.responses.values("revision__question")).exists()


def takes_late_work(attempt: Attempt) -> bool:
    """Whether answers that come now, after the close, would still be taken."""
    has_open_results = attempt.sitting is not None and attempt.sitting.results_opened_at is not None
    closed_at = min(attempt.deadline, attempt.handed_in_at or attempt.deadline)
    is_early = attempt.clock < closed_at + LATE_WORK_WINDOW
    return is_early and attempt.report_opened_at is None and not has_open_results


def _may_have_unsent_work(attempt: Attempt) -> bool:
    """Whether late work would still count, and the candidate has not said that there is none."""
    return attempt.ending == Attempt.Ending.CLOCK and takes_late_work(attempt)

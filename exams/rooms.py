"""What an exam room shows: the paper without its key, and the state of every response."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from exams.adjusting import resume_if_overdue
from exams.attempts import close_overdue
from exams.clock import is_closed, time_left
from exams.models import Attempt, Intervention, now
from exams.sittings import breaks
from exams.sittings.records import instructor_of
from people.models import User

SHOWN = ("position", "choose", "chosen", "flagged", "struck", "seconds", "counter", "device")
# In a sitting an instructor may change the time at any moment, and the room shall show it within ten seconds.
POLL_SECONDS, POLL_SECONDS_IN_SITTING = 60, 8


@dataclass(frozen=True)
class Paper:
    """The questions as text, and the state that the room's scripts begin with."""

    places: list[dict[str, Any]]
    state: dict[str, Any]


def seats(candidate: User) -> QuerySet[Attempt]:
    """A candidate's attempts, each with what its own clock says as `clock`."""
    return candidate.attempts.select_related("blueprint", "sitting__group").with_clock()


def has_closed(attempt: Attempt) -> bool:
    """Whether an attempt from `seats` has ended; an overdue one is closed in place, and so is an overdue pause."""
    if attempt.paused_at and resume_if_overdue(attempt):
        attempt.clock = now()
    if not is_closed(attempt.deadline, attempt.handed_in_at, attempt.clock):
        return False
    close_overdue(Attempt.objects.filter(pk=attempt.pk))
    return True


def open_room(attempt: Attempt) -> Paper:
    """The whole paper in the candidate's order, in one query, with no column that tells a key."""
    rows = attempt.responses.values(
        *SHOWN, "option_order", stem_html=F("revision__stem_html"), options_html=F("revision__options_html")
    ).order_by("position")
    places = [
        {
            "position": row["position"],
            "choose": row["choose"],
            "stem_html": row["stem_html"],
            "options_html": [row["options_html"][option] for option in row["option_order"]],
        }
        for row in rows
    ]
    records = [{**{name: row[name] for name in SHOWN}, "options": len(row["option_order"])} for row in rows]
    return Paper(places, {**_time(attempt), "responses": records})


def state(attempt: Attempt, *, since: int) -> dict[str, Any]:
    """The time and the records whose counter is at least `since`."""
    records = attempt.responses.filter(counter__gte=since).order_by("position").values(*SHOWN)
    return {**_time(attempt), "responses": list(records)}


def ended_by_instructor(attempt: Attempt) -> dict[str, str] | None:
    """Who handed an attempt in and why, where it was neither the candidate nor the clock."""
    handed_in = attempt.interventions.filter(kind=Intervention.Kind.HAND_IN).first()
    return None if handed_in is None else {"by": instructor_of(attempt), "reason": handed_in.reason}


def _time(attempt: Attempt) -> dict[str, Any]:
    break_left = breaks.left(attempt)
    return {
        "seconds_left": time_left(attempt.deadline, attempt.clock).total_seconds(),
        "allowed_seconds": int(attempt.allowed.total_seconds()),
        "explain": list(attempt.adjustments.values("seconds", "reason")),
        "paused": paused(attempt),
        "break_seconds": None if break_left is None else int(break_left.total_seconds()),
        "poll_seconds": POLL_SECONDS_IN_SITTING if attempt.sitting_id else POLL_SECONDS,
    }


def paused(attempt: Attempt) -> dict[str, Any] | None:
    """Why the clock stands, and until when at most; None while it runs."""
    if attempt.paused_at is None:
        return None
    pause = attempt.pauses.filter(ended_at=None).first()
    return None if pause is None else {"reason": pause.reason, "is_break": pause.is_break, "until": pause.until}

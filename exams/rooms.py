"""What an exam room shows: the paper without its key, and the state of every response."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from exams.attempts import close_overdue
from exams.clock import is_closed, time_left
from exams.models import Attempt
from people.models import User

SHOWN = ("position", "choose", "chosen", "flagged", "struck", "seconds", "counter", "device")


@dataclass(frozen=True)
class Paper:
    """The questions as text, and the state that the room's scripts begin with."""

    places: list[dict[str, Any]]
    state: dict[str, Any]


def seats(candidate: User) -> QuerySet[Attempt]:
    """A candidate's attempts, each with what its own clock says as `clock`."""
    return candidate.attempts.select_related("blueprint", "sitting").with_clock()


def has_closed(attempt: Attempt) -> bool:
    """Whether an attempt from `seats` has ended; an overdue one is closed in place."""
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
            "multiple": row["choose"] > 1,
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


def _time(attempt: Attempt) -> dict[str, Any]:
    return {
        "seconds_left": time_left(attempt.deadline, attempt.clock).total_seconds(),
        "allowed_seconds": int(attempt.allowed.total_seconds()),
        "explain": list(attempt.adjustments.values("seconds", "reason")),
    }

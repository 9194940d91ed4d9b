"""Where everybody is in a sitting: one query, however many they are, and nothing of what they answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from django.db import connection

from exams.clock import GRACE, time_left
from exams.models import Attempt, Sitting

# An open room tells the server how long its question has been in sight whenever it asks for the time.
QUIET_AFTER = timedelta(seconds=90)

# Somebody who sat stays on the board, whatever became of their membership.
LINES = """
SELECT m.person_id, m.name, m.left_at IS NOT NULL, a.id, a.deadline, coalesce(a.paused_at, clock_timestamp()),
       a.handed_in_at, a.ending, p.is_break, coalesce(r.total, 0), coalesce(r.answered, 0), coalesce(r.flagged, 0),
       r.last_edited, clock_timestamp() - greatest(r.last_saved_at, a.started_at, b.last_ended_at),
       i.is_void IS TRUE, l.late_answers, i.takes_late_work IS TRUE
FROM people_membership m
LEFT JOIN exams_attempt a ON a.sitting_id = %(sitting)s AND a.candidate_id = m.person_id
LEFT JOIN exams_pause p ON p.attempt_id = a.id AND p.ended_at IS NULL
LEFT JOIN LATERAL (
    SELECT count(*) AS total, count(*) FILTER (WHERE cardinality(chosen) >= choose) AS answered,
           count(*) FILTER (WHERE flagged) AS flagged, max(saved_at) AS last_saved_at,
           (array_agg(position ORDER BY counter DESC, device DESC) FILTER (WHERE counter > 0))[1] AS last_edited
    FROM exams_response WHERE attempt_id = a.id
) r ON TRUE
LEFT JOIN LATERAL (SELECT max(ended_at) AS last_ended_at FROM exams_pause WHERE attempt_id = a.id) b ON TRUE
LEFT JOIN LATERAL (
    SELECT bool_or(kind = 'void') AS is_void, bool_or(kind = 'late') AS takes_late_work
    FROM exams_intervention WHERE attempt_id = a.id
) i ON TRUE
LEFT JOIN LATERAL (
    SELECT count(DISTINCT position) AS late_answers FROM exams_latework WHERE attempt_id = a.id
) l ON TRUE
WHERE m.group_id = %(group)s AND (a.id IS NOT NULL OR m.left_at IS NULL AND CASE
    WHEN %(everyone)s THEN m.role = 'member'
    ELSE m.person_id IN (SELECT user_id FROM exams_sitting_invitees WHERE sitting_id = %(sitting)s) END)
  AND (%(person)s::bigint IS NULL OR m.person_id = %(person)s)
ORDER BY m.name, m.person_id
"""


class Where(StrEnum):
    """How far somebody is; the order is that of the board."""

    QUIET = "quiet"
    SITTING = "sitting"
    STANDS = "clock stands"
    BREAK = "on a break"
    WAITING = "not started"
    UP = "time is up"
    ENDED = "handed in"
    VOID = "void"


@dataclass(frozen=True)
class Line:
    """One person; what counts an attempt is None or 0 where none has begun."""

    person: int
    name: str
    has_left: bool
    attempt: int | None
    deadline: datetime | None
    clock: datetime
    handed_in_at: datetime | None
    ending: str
    is_break: bool | None
    questions: int
    answered: int
    flagged: int
    position: int | None
    silence: timedelta | None
    is_void: bool
    late_answers: int
    takes_late_work: bool

    @property
    def where(self) -> Where:
        if self.deadline is None:
            return Where.WAITING
        if self.handed_in_at is not None:
            return Where.VOID if self.is_void else Where.ENDED
        if self.is_break is not None:
            return Where.BREAK if self.is_break else Where.STANDS
        if self.clock >= self.deadline + GRACE:
            return Where.UP
        return Where.QUIET if self.silence and self.silence > QUIET_AFTER else Where.SITTING

    @property
    def is_running(self) -> bool:
        return self.where in {Where.QUIET, Where.SITTING, Where.STANDS, Where.BREAK}

    @property
    def time_left(self) -> str:
        return span(time_left(self.deadline, self.clock)) if self.deadline else ""

    @property
    def silence_told(self) -> str:
        return span(self.silence) if self.silence else ""

    @property
    def seen(self) -> str:
        """How long ago the server last had news of the attempt's room."""
        return f"{span(self.silence)} ago" if self.silence and self.silence.total_seconds() >= 1 else "now"


def span(time: timedelta) -> str:
    """A time as it is read at a glance: in seconds below two minutes, else in whole minutes."""
    seconds = int(time.total_seconds())
    return f"{seconds // 60} min" if seconds >= 120 else f"{seconds} s"


def lines(sitting: Sitting) -> list[Line]:
    """Everybody who is invited or has sat: those who sit first, those who have ended last."""
    order = {where: place for place, where in enumerate(Where)}
    return sorted(_lines(sitting), key=lambda line: order[line.where])


def line_of(attempt: Attempt) -> Line:
    """The line of one who sits, or has sat."""
    (line,) = _lines(cast("Sitting", attempt.sitting), person=attempt.candidate_id)
    return line


def _lines(sitting: Sitting, *, person: int | None = None) -> list[Line]:
    facts = {"sitting": sitting.pk, "group": sitting.group_id, "everyone": sitting.everyone, "person": person}
    with connection.cursor() as cursor:
        cursor.execute(LINES, facts)
        return [Line(*row) for row in cursor.fetchall()]


def counts(found: list[Line]) -> list[tuple[Where, int]]:
    """How many are where, without the places where nobody is."""
    places = [line.where for line in found]
    return [(where, places.count(where)) for where in Where if where in places]

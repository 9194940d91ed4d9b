"""What a candidate knows the answers to: questions whose explanation they opened not long ago."""

import secrets
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import connection

from exams.assembly import CannotDraw
from exams.models import Attempt, Blueprint, ClockTimestamp
from exams.papers import draw_places
from exams.shortlist import source_of

REMEMBERED_FOR = timedelta(days=90)
# Of a paper; with more of it seen, an attempt says little about what somebody knows.
MOST_SEEN_PERCENT = 20

# In the explanations of an attempt, or in the debrief of a sitting.
SEEN = """
SELECT count(DISTINCT asked.question_id)
FROM questions_revision asked
JOIN questions_revision read ON read.question_id = asked.question_id
WHERE asked.id = ANY(%(revisions)s::bigint[]) AND read.id IN (
    SELECT response.revision_id
    FROM exams_response response JOIN exams_attempt attempt ON attempt.id = response.attempt_id
    WHERE attempt.candidate_id = %(candidate)s AND attempt.explained_at > clock_timestamp() - %(remembered)s::interval
    UNION ALL
    SELECT place.revision_id
    FROM exams_sittingplace place JOIN exams_debriefvisit visit ON visit.sitting_id = place.sitting_id
    WHERE visit.person_id = %(candidate)s AND visit.last_at > clock_timestamp() - %(remembered)s::interval
)
"""
# Whoever goes through the explanations opens them many times in a row.
NOTED_EVERY = timedelta(hours=1)


def note_explained(attempt: Attempt) -> None:
    """Record that the candidate opens the explanations of an attempt from `rooms.seats`."""
    if attempt.explained_at is None or attempt.explained_at < attempt.clock - NOTED_EVERY:
        Attempt.objects.filter(pk=attempt.pk).update(explained_at=ClockTimestamp())


def seen_among(candidate_id: int, revisions: Collection[int]) -> int:
    """How many of some questions a candidate has read the explanation of in the last 90 days, in whatever wording."""
    facts: dict[str, Any] = {
        "candidate": candidate_id,
        "revisions": list(revisions),
        "remembered": REMEMBERED_FOR,
    }
    with connection.cursor() as cursor:
        cursor.execute(SEEN, facts)
        return cursor.fetchone()[0]


def is_too_much(seen: int, questions: int) -> bool:
    """Whether a paper with so many questions seen counts in no leaderboard."""
    return 100 * seen > MOST_SEEN_PERCENT * questions


def likely_seen(blueprint: Blueprint, candidate_id: int) -> int | None:
    """How many seen questions a paper drawn now would hold, by drawing one; None where none can be drawn."""
    try:
        places = draw_places(blueprint, source_of(blueprint, candidate_id), seed=secrets.randbelow(2**63))
    except CannotDraw:
        return None
    return seen_among(candidate_id, [place.entry.revision for place in places])

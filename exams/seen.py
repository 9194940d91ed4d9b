"""What a candidate knows the answers to: questions whose explanation they opened not long ago."""

import secrets
from collections.abc import Collection
from datetime import timedelta

from django.db.models import Q

from exams.assembly import CannotDraw
from exams.models import Attempt, Blueprint, ClockTimestamp, Response, SittingPlace
from exams.papers import draw_places
from exams.shortlist import source_of
from questions.models import Question

REMEMBERED_FOR = timedelta(days=90)
# Of a paper; with more of it seen, an attempt says little about what somebody knows.
MOST_SEEN_PERCENT = 20


# Whoever goes through the explanations opens them many times in a row.
NOTED_EVERY = timedelta(hours=1)


def note_explained(attempt: Attempt) -> None:
    """Record that the candidate opens the explanations of an attempt from `rooms.seats`."""
    if attempt.explained_at is None or attempt.explained_at < attempt.clock - NOTED_EVERY:
        Attempt.objects.filter(pk=attempt.pk).update(explained_at=ClockTimestamp())


def seen_among(candidate_id: int, revisions: Collection[int]) -> int:
    """How many of some questions a candidate has read the explanation of in the last 90 days, in whatever wording."""
    since = ClockTimestamp() - REMEMBERED_FOR
    explained = Response.objects.filter(attempt__candidate=candidate_id, attempt__explained_at__gt=since)
    debriefed = SittingPlace.objects.filter(sitting__visits__person=candidate_id, sitting__visits__last_at__gt=since)
    seen = Q(pk__in=explained.values("revision__question")) | Q(pk__in=debriefed.values("revision__question"))
    return Question.objects.filter(seen, revisions__in=revisions).distinct().count()


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

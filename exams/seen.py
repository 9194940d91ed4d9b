"""What a candidate knows the answers to: questions whose explanation they opened not long ago."""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import Q

from exams.models import Attempt, ClockTimestamp, Response, SittingPlace
from questions.models import Question

REMEMBERED_FOR = timedelta(days=90)


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

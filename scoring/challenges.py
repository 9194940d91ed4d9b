"""Verbs of candidates who think that a key is wrong: challenge it, and follow what became of that."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, QuerySet, Subquery

from exams.models import Attempt, Response
from people.models import User
from questions.models import Question
from scoring.models import Challenge, Ruling
from scoring.pages.challenged import Own, Reply, Said
from scoring.pages.decisions import sentence
from scoring.rules import Ruled, RulingKind


class AlreadyOpen(Exception):
    """The candidate has challenged this wording, and nobody has answered yet."""


def make(attempt: Attempt, response: Response, *, reason: str, reference: str) -> Challenge:
    """Challenge the question at one position of an attempt. Raises AlreadyOpen."""
    try:
        with transaction.atomic():
            return Challenge.objects.create(
                candidate_id=attempt.candidate_id,
                attempt=attempt,
                revision_id=response.revision_id,
                chosen=sorted(response.option_order[option] for option in response.chosen),
                reason=reason,
                reference=reference,
            )
    except IntegrityError:
        raise AlreadyOpen("You have challenged this question already; it waits for its answer.") from None


def said(attempt: Attempt, places: Mapping[int, tuple[int, Sequence[int]]]) -> dict[int, Said]:
    """What the candidate has ever said against questions of their paper, by position.

    `places` gives position and option order by revision.
    """
    made = Challenge.objects.filter(candidate=attempt.candidate_id, revision__in=places)
    found: dict[int, Said] = defaultdict(Said)
    for challenge in made.select_related("answer__ruling").order_by("-made_at"):
        position, option_order = places[challenge.revision_id]
        found[position].own.append(own(challenge, option_order))
    return found


def made_by(candidate: User) -> QuerySet[Challenge]:
    """All of a candidate's challenges with where they were made, the last first; none on what they sit now."""
    place = Response.objects.filter(attempt=OuterRef("attempt"), revision=OuterRef("revision"))
    return (
        Challenge.objects.filter(candidate=candidate)
        .exclude(revision__question__in=Question.objects.closed_to(candidate))
        .select_related("answer__ruling", "attempt__blueprint")
        .annotate(  # type: ignore[no-redef]
            stem=F("revision__stem"),
            position=Subquery(place.values("position")[:1]),
            option_order=Subquery(place.values("option_order")[:1]),
        )
        .order_by("-made_at")
    )


def own(challenge: Challenge, option_order: Sequence[int]) -> Own:
    """A challenge as its candidate reads it, with the letters that they saw."""
    return Own(challenge.made_at, challenge.reason, challenge.reference, _reply(challenge, option_order))


def _reply(challenge: Challenge, option_order: Sequence[int]) -> Reply | None:
    if (answer := challenge.answer) is None:
        return None
    if (ruling := answer.ruling) is None:
        return Reply(answer.answered_at, "The key stands.", answer.reason)
    return Reply(answer.answered_at, sentence(ruled_by(ruling), option_order), answer.reason)


def ruled_by(ruling: Ruling) -> Ruled:
    return Ruled(RulingKind(ruling.kind), frozenset(ruling.options))

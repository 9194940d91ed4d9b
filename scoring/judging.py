"""Verbs of those who judge: rule on a revision, answer what candidates say against it."""

from collections.abc import Collection
from functools import partial

from django.db import transaction

from config.publishing import publish
from people.deeds import record
from people.models import User
from questions.models import Revision
from scoring import rulings, tasks
from scoring.models import Answer, Challenge, Ruling
from scoring.rules import Ruled


class AlreadyAnswered(Exception):
    """One of the challenges has its answer, so nothing was done."""


@transaction.atomic
def rule(ruling: Ruling) -> None:
    """Record a ruling, and have the attempts that it touches marked anew. Raises rulings.DoesNotFit."""
    rulings.record(ruling)
    record(ruling.made_by, "ruled", ruling.revision, kind=ruling.kind, options=ruling.options)
    # If the queue is dead, the sweep marks them.
    transaction.on_commit(partial(publish, tasks.mark_anew, ruling.number), robust=True)


@transaction.atomic
def answer(
    revision: Revision, challenges: Collection[int], *, reason: str, ruled: Ruled | None, answered_by: User
) -> Answer:
    """Answer open challenges of a revision by a ruling, or without one: the key stands.

    Raises AlreadyAnswered unless all of them are open, and rulings.DoesNotFit.
    """
    asked = Challenge.objects.filter(pk__in=challenges, revision=revision)
    # In one order, so that two answers wait for each other and never in a circle.
    still_open = list(asked.filter(answer=None).order_by("pk").select_for_update())
    if not still_open or len(still_open) < len(set(challenges)):
        raise AlreadyAnswered("Somebody has answered meanwhile.")
    given = Answer.objects.create(
        answered_by=answered_by,
        reason=reason,
        ruling=_rule(revision, ruled, reason, answered_by) if ruled else None,
    )
    asked.update(answer=given)
    record(answered_by, "answered challenges", revision, challenges=sorted(challenges), ruled=ruled is not None)
    return given


def _rule(revision: Revision, ruled: Ruled, reason: str, made_by: User) -> Ruling:
    ruling = Ruling(revision=revision, kind=ruled.kind, options=sorted(ruled.options), reason=reason, made_by=made_by)
    rule(ruling)
    return ruling

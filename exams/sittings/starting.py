"""Starting a sitting."""

import random
import secrets

from django.db import IntegrityError, connection, transaction

from exams.assembly import option_order
from exams.attempts import running
from exams.beginning import begin
from exams.models import Attempt, Sitting, now
from exams.papers import Sheet
from exams.sittings.granted import changes_for
from exams.sittings.inviting import invited
from people.models import User


class CannotStart(Exception):
    """Why somebody cannot start a sitting, in words for them."""


def start(candidate: User, sitting: Sitting) -> Attempt:
    """Begin, or go on with one's attempt at a sitting. Raises CannotStart."""
    if own := sitting.attempts.filter(candidate=candidate).first():
        return own
    if other := running(candidate):
        if other.sitting_id == sitting.pk:
            # Another start was quicker than this look.
            return other
        raise CannotStart(f"Another attempt of yours is running: {other.blueprint.title}. End that one first.")
    try:
        return _begin(candidate, sitting)
    except IntegrityError:
        # Another start was quicker.
        if own := sitting.attempts.filter(candidate=candidate).first():
            return own
        raise CannotStart("Another attempt of yours has just begun. End that one first.") from None


@transaction.atomic
def _begin(candidate: User, sitting: Sitting) -> Attempt:
    # The results are opened under a lock that waits for this one.
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM exams_sitting WHERE id = %s FOR SHARE", [sitting.pk])
    present = Sitting.objects.select_related("blueprint", "group").get(pk=sitting.pk)
    if reason := _obstacle(candidate, present):
        raise CannotStart(reason)
    seed = secrets.randbelow(2**63)
    changes = changes_for(present, [candidate])[candidate.pk]
    return begin(candidate, present.blueprint, _sheets(present, seed), seed=seed, changes=changes, sitting=present)


def _obstacle(candidate: User, sitting: Sitting) -> str:
    if sitting.cancelled_at is not None:
        return "This sitting has been called off."
    if not invited(sitting).filter(person=candidate).exists():
        return "You are not invited to this sitting."
    if sitting.results_opened_at is not None:
        return "The results of this sitting are open already, so nobody can start any more."
    moment = now()
    if moment < sitting.opens_at:
        return "This sitting has not opened yet."
    if moment >= sitting.last_start_at:
        return "The last moment to start this sitting has passed."
    return ""


def _sheets(sitting: Sitting, seed: int) -> list[Sheet]:
    """The sitting's paper as one candidate gets it: the same questions, in their own order unless all share one."""
    places = list(sitting.places.select_related("revision").order_by("position"))
    if sitting.same_order:
        return [Sheet(place.revision_id, tuple(place.option_order), place.choose, place.scored) for place in places]
    dice = random.Random(f"order of {seed}")
    dice.shuffle(places)
    return [
        Sheet(
            place.revision_id,
            option_order(len(place.revision.options), locked=place.revision.order_locked, chance=dice),
            place.choose,
            place.scored,
        )
        for place in places
    ]

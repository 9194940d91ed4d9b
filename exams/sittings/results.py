"""When results open: once, for everybody, as a fact that no later start can overtake."""

from datetime import datetime

from django.db import transaction

from exams import window
from exams.models import Attempt, Sitting, now
from exams.sittings.granted import allowed, changes_for
from exams.sittings.inviting import not_started
from exams.window import Progress


def closes_at(sitting: Sitting) -> datetime:
    """The latest deadline of anybody who sits, or may still start."""
    return window.closes_at(sitting.last_start_at, progress(sitting))


def progress(sitting: Sitting) -> Progress:
    people = [membership.person for membership in not_started(sitting).select_related("person")]
    added = changes_for(sitting, people)
    attempts = Attempt.objects.filter(sitting=sitting)
    return Progress(
        waiting=[allowed(sitting, changes) for changes in added.values()],
        deadlines=list(attempts.values_list("deadline", flat=True)),
        are_running=attempts.filter(handed_in_at=None).exists(),
    )


@transaction.atomic
def open_if_due(sitting: Sitting) -> bool:
    """Open a sitting's results if it is time; whether they are open now."""
    # A start holds this row in share, so that nobody starts between the look and the opening.
    locked = Sitting.objects.select_for_update(of=["self"]).select_related("blueprint").get(pk=sitting.pk)
    if locked.results_opened_at is None and locked.cancelled_at is None:
        at_close = locked.results == Sitting.Results.CLOSE
        if window.may_open(locked.last_start_at, progress(locked), now(), at_close=at_close):
            locked.results_opened_at = now()
            locked.save(update_fields=["results_opened_at"])
    sitting.results_opened_at = locked.results_opened_at
    return locked.results_opened_at is not None


def open_all_due() -> list[int]:
    """Open the results of every sitting whose time has come; return which."""
    unopened = Sitting.objects.unopened().filter(attempts__handed_in_at__isnull=False)
    over = Sitting.objects.unopened().filter(last_start_at__lte=now())
    return [sitting.pk for sitting in unopened.union(over) if open_if_due(sitting)]

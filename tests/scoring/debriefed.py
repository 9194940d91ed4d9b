"""What tests of a debrief begin with."""

from collections.abc import Collection

from django.urls import reverse

from exams import attempts
from exams.models import Attempt, Blueprint, Sitting
from exams.sittings import starting
from people.models import User
from scoring import debrief, reports
from tests import factories


def sit(person: User, sitting: Sitting, **answers: Collection[int]) -> Attempt:
    attempt = starting.start(person, sitting)
    factories.answer(attempt, **answers)
    attempts.end(attempt)
    reports.make(attempt.pk)
    return attempt


def overlap(sitting: Sitting, person: User, exam: Blueprint) -> int:
    """A revision of a sitting that also stands on a paper that another group of this person's awaits."""
    other = factories.sitting(factories.group(person), exam, title="Another group's")
    return other.places.filter(revision__in=sitting.places.values("revision")).first().revision_id


def ids(sitting: Sitting) -> list[int]:
    return list(debrief.counted(sitting).values_list("pk", flat=True))


def page(sitting: Sitting) -> str:
    return reverse("scoring:debrief", args=[sitting.pk])

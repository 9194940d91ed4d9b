"""The next mock of an exam, one click away."""

from dataclasses import dataclass

from exams import shortlist
from exams.models import Blueprint
from people.models import User


@dataclass(frozen=True)
class Another:
    """A mock that could begin now: the minutes that this candidate would have, and the questions never seen by them."""

    blueprint: Blueprint
    minutes: int
    unseen: int


def another(candidate: User, blueprint: Blueprint) -> Another | None:
    """None where its author has closed the exam since."""
    if not blueprint.is_visible_to(candidate):
        return None
    extra = blueprint.extra_minutes if candidate.extra_time_since else 0
    return Another(blueprint, blueprint.minutes + extra, shortlist.unseen(blueprint, candidate.pk))

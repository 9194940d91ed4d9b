"""Scheduling a sitting: its facts and its paper come together, or not at all."""

from django.db import transaction

from exams.models import Attempt, Sitting, SittingPlace
from exams.papers import draw_paper
from exams.shortlist import Source
from exams.sittings.inviting import invited
from people.models import User
from questions.models import Question


class HasStarted(Exception):
    """Somebody has started, so the sitting is what it is: only more time and a later last start are possible."""


@transaction.atomic
def schedule(sitting: Sitting, invitees: list[User], *, made_by: User) -> Sitting:
    """Store a sitting and draw its paper. Raises CannotDraw, and nothing is stored."""
    sitting.made_by = made_by
    sitting.save()
    sitting.invitees.set([] if sitting.everyone else invitees)
    draw(sitting)
    return sitting


def draw(sitting: Sitting) -> None:
    """Draw the paper of a sitting that nobody has started, in place of an earlier one. Raises CannotDraw."""
    sitting.places.all().delete()
    sheets = draw_paper(sitting.blueprint, _source(sitting), seed=sitting.seed)
    SittingPlace.objects.bulk_create(
        SittingPlace(
            sitting=sitting,
            position=position,
            revision_id=sheet.revision,
            option_order=list(sheet.option_order),
            choose=sheet.choose,
            scored=sheet.scored,
        )
        for position, sheet in enumerate(sheets, 1)
    )


def has_started(sitting: Sitting) -> bool:
    return Attempt.objects.filter(sitting=sitting).exists()


def _source(sitting: Sitting) -> Source:
    """The group's sets, without the questions of its other papers to come; unseen by those who are invited."""
    sets = sitting.blueprint.drawn_in(sitting.group, sitting.made_by_id or 0)
    others = Sitting.objects.unopened().filter(group=sitting.group_id).exclude(pk=sitting.pk)
    kept_back = Question.objects.filter(revisions__sitting_places__sitting__in=others)
    return Source(
        list(sets.values_list("pk", flat=True)),
        list(invited(sitting).values_list("person", flat=True)),
        list(kept_back.values_list("pk", flat=True)),
    )

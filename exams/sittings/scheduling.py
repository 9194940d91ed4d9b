"""Scheduling a sitting, changing it, calling it off: its facts and its paper come together, or not at all."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from exams.models import Attempt, Sitting, SittingPlace, now
from exams.models.sitting import draw_seed
from exams.papers import draw_paper
from exams.shortlist import Source
from exams.sittings.inviting import invited
from people.deeds import record
from people.models import User
from questions.models import Question

# What those who are invited were told, and so are told anew.
ANNOUNCED = ("title", "blueprint_id", "opens_at", "last_start_at", "results")


class CannotChange(Exception):
    """Why a sitting stays as it is, in words for its instructor."""


class HasStarted(CannotChange):
    """Somebody has started, so the sitting is what it is: only more time and a later last start are possible."""


@transaction.atomic
def schedule(sitting: Sitting, invitees: Collection[User], *, made_by: User) -> Sitting:
    """Store a sitting and draw its paper. Raises CannotDraw, and nothing is stored."""
    sitting.made_by = made_by
    sitting.save()
    sitting.invitees.set([] if sitting.everyone else invitees)
    draw(sitting)
    record(made_by, "scheduled a sitting", sitting, group=sitting.group_id)
    return sitting


@transaction.atomic
def change(
    sitting: Sitting, facts: dict[str, Any], invitees: Collection[User], *, made_by: User, seen: int, anew: bool = False
) -> None:
    """Give a sitting that nobody has started other facts, and another paper where exam or people are others.

    `seen` is how often it had changed when its instructor looked. Raises CannotChange and CannotDraw; then all stays.
    """
    present = _held(sitting)
    if has_started(present):
        raise HasStarted("Somebody has started, so only a later last start and more time are possible now.")
    _demand_same(present, seen)
    before, people = _announced(present), _people(present)
    exam = present.blueprint_id
    for name, fact in facts.items():
        setattr(present, name, fact)
    present.save(update_fields=list(facts))
    present.invitees.set([] if present.everyone else invitees)
    if anew or exam != present.blueprint_id or people != _people(present):
        present.made_by, present.seed = made_by, draw_seed()
        present.save(update_fields=["made_by", "seed"])
        draw(present)
    _count_change(present, is_news=before != _announced(present) or bool(people - _people(present)))
    record(made_by, "changed a sitting", sitting, facts=sorted(facts), another_paper=anew)
    sitting.refresh_from_db()


@transaction.atomic
def extend(sitting: Sitting, last_start_at: datetime, *, seen: int, by: User | None = None) -> None:
    """Let people start later than was said. Raises CannotChange."""
    present = _held(sitting)
    _demand_same(present, seen)
    if present.results_opened_at is not None:
        raise CannotChange("The results are open already, so nobody can start any more.")
    if last_start_at <= present.last_start_at:
        raise CannotChange("The last start can only become later: nobody's time is cut.")
    record(by, "put off the last start", sitting, until=last_start_at.isoformat())
    present.last_start_at = last_start_at
    present.save(update_fields=["last_start_at"])
    _count_change(present, is_news=True)
    sitting.refresh_from_db()


@transaction.atomic
def call_off(sitting: Sitting, *, by: User | None = None) -> None:
    """Let a sitting that nobody has started not take place. Raises CannotChange."""
    present = _held(sitting)
    if has_started(present):
        raise HasStarted("Somebody has started, so it cannot be called off any more.")
    if present.results_opened_at is not None:
        raise CannotChange("This sitting is over.")
    record(by, "called a sitting off", sitting)
    present.cancelled_at = now()
    present.save(update_fields=["cancelled_at"])
    _count_change(present, is_news=True)
    sitting.refresh_from_db()


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


def _held(sitting: Sitting) -> Sitting:
    """The sitting as it is, held so that nobody starts, or changes it, before the transaction ends."""
    present = Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
    if present.cancelled_at is not None:
        raise CannotChange("This sitting has been called off.")
    return present


def _demand_same(present: Sitting, seen: int) -> None:
    if present.changes != seen:
        raise CannotChange("Somebody has changed this sitting meanwhile. Look at what it is now, then change it.")


def _announced(sitting: Sitting) -> list[Any]:
    return [getattr(sitting, name) for name in ANNOUNCED]


def _people(sitting: Sitting) -> set[int]:
    return set(invited(sitting).values_list("person", flat=True))


def _count_change(sitting: Sitting, *, is_news: bool) -> None:
    sitting.changes += 1
    if is_news:
        sitting.changed_at = now()
    sitting.save(update_fields=["changes", "changed_at"])


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

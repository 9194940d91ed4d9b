"""The time that people have in a sitting, by what was granted to them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from exams.allowances import Change, changes
from exams.models import Accommodation, Attempt, Sitting
from people.models import User


def changes_for(sitting: Sitting, people: Collection[User]) -> dict[int, list[Change]]:
    """By person, what is added to the blueprint's time: grants for this sitting, standing ones, and the profile's."""
    kinds = _kinds(sitting, [person.pk for person in people])
    for person in people:
        if person.extra_time_since:
            kinds[person.pk].add(Accommodation.Kind.EXTRA)
    blueprint = sitting.blueprint
    return {person.pk: changes(blueprint.allowed, blueprint.extra, kinds[person.pk]) for person in people}


def allowed(sitting: Sitting, added: Collection[Change]) -> timedelta:
    return sitting.blueprint.allowed + sum((change.by for change in added), timedelta(0))


def break_time(sitting: Sitting, person_id: int) -> timedelta:
    """How long a person's clock may stand in all, by breaks that were granted before their start."""
    breaks = granted(sitting).filter(person=person_id, kind=Accommodation.Kind.BREAKS)
    began = Attempt.objects.filter(sitting=sitting, candidate=person_id, started_at__lt=OuterRef("decided_at"))
    breaks = breaks.filter(~Exists(began))
    return timedelta(minutes=max((grant.break_minutes or 0 for grant in breaks), default=0))


def granted(sitting: Sitting) -> QuerySet[Accommodation]:
    """What has been granted for a sitting, standing grants of its group among it."""
    return Accommodation.objects.filter(Q(sitting=sitting) | Q(sitting=None), group=sitting.group_id, granted=True)


def _kinds(sitting: Sitting, people: Collection[int]) -> dict[int, set[str]]:
    kinds: dict[int, set[str]] = defaultdict(set)
    for person, kind in granted(sitting).filter(person__in=people).values_list("person", "kind"):
        kinds[person].add(kind)
    return kinds

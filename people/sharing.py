"""Sharing what one has with groups that one belongs to."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from people.deeds import record
from people.models import StudyGroup, User


def choices(shared_with: Any, person: User) -> QuerySet[StudyGroup]:
    """The groups to choose from: the person's own that are not put away, and those that it is shared with already."""
    own = StudyGroup.objects.of(person).active()
    return StudyGroup.objects.filter(pk__in=[*own.values_list("pk", flat=True), *_ids(shared_with)]).order_by("name")


def share(shared_with: Any, groups: Collection[StudyGroup], person: User) -> None:
    """Share with these groups and no others; a new one must be the person's, at this moment, and not put away."""
    own = set(StudyGroup.objects.of(person).active().values_list("pk", flat=True))
    before = _ids(shared_with)
    now = [group for group in groups if group.pk in own | before]
    shared_with.set(now)
    record(person, "shared with groups", shared_with.instance, before=sorted(before), now=[group.pk for group in now])


def take_back(shared_with: Any, group: StudyGroup, person: User) -> None:
    """Take something out of a group, whoever has shared it."""
    shared_with.remove(group)
    record(person, "took out of a group", shared_with.instance, group=group.pk)


def _ids(shared_with: Any) -> set[int]:
    return set(shared_with.values_list("pk", flat=True))

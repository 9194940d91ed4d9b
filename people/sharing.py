"""Sharing what one has with groups that one belongs to."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from people.models import StudyGroup, User


def choices(shared_with: Any, person: User) -> QuerySet[StudyGroup]:
    """The groups to choose from: the person's own that are not put away, and those that it is shared with already."""
    own = StudyGroup.objects.of(person).active()
    return StudyGroup.objects.filter(pk__in=[*own.values_list("pk", flat=True), *_ids(shared_with)]).order_by("name")


def share(shared_with: Any, groups: Collection[StudyGroup], person: User) -> None:
    """Share with these groups and no others; a new one must be the person's, at this moment, and not put away."""
    own = set(StudyGroup.objects.of(person).active().values_list("pk", flat=True))
    before = _ids(shared_with)
    shared_with.set([group for group in groups if group.pk in own | before])


def _ids(shared_with: Any) -> set[int]:
    return set(shared_with.values_list("pk", flat=True))

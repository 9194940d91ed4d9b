"""Verbs of an owner: found a group, describe it, hand it over, put it away and take it out again."""

from django.db import transaction
from django.utils import timezone

from people.deeds import record
from people.groups.locking import lock
from people.models import Membership, StudyGroup, User


class NotTheOwner(Exception):
    """Somebody else owns the group meanwhile."""


@transaction.atomic
def found(owner: User, *, name: str, about: str, known_as: str) -> StudyGroup:
    """Make a group; whoever makes it owns it, under the name that they take in it."""
    group = StudyGroup.objects.create(name=name, about=about)
    group.memberships.create(person=owner, role=Membership.Role.OWNER, name=known_as)
    return group


@transaction.atomic
def hand_over(group_id: int, *, owner: User, to: int) -> Membership:
    """Make the member `to` the owner, and the owner an instructor. Raises NotTheOwner, Membership.DoesNotExist."""
    memberships = lock(group_id).memberships.present()
    successor = memberships.exclude(role=Membership.Role.OWNER).get(pk=to, person__is_active=True)
    # There is one owner at any moment, so the old one steps down first.
    if not memberships.filter(person=owner, role=Membership.Role.OWNER).update(role=Membership.Role.INSTRUCTOR):
        raise NotTheOwner
    successor.role = Membership.Role.OWNER
    successor.save(update_fields=["role"])
    record(owner, "handed a group over", successor.group, to=successor.pk)
    return successor


@transaction.atomic
def archive(group: StudyGroup, *, by: User | None = None) -> None:
    """Put a group away: it can be read as before, and nothing new begins in it."""
    StudyGroup.objects.filter(pk=group.pk, archived_at=None).update(archived_at=timezone.now())
    record(by, "archived a group", group)


@transaction.atomic
def restore(group: StudyGroup, *, by: User | None = None) -> None:
    StudyGroup.objects.filter(pk=group.pk).update(archived_at=None)
    record(by, "restored a group", group)

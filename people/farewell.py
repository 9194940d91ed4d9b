"""Deleting an account: the person goes, and what others rely on stays without a name."""

from django.db import transaction
from django.db.models import QuerySet

from people import deeds
from people.groups.locking import lock
from people.held import parts
from people.models import Membership, StudyGroup, User


class Needed(Exception):
    """Why an account cannot be deleted yet, in words for the person."""


def owned(person: User) -> QuerySet[StudyGroup]:
    """The groups to hand over, or to archive, before."""
    theirs = Membership.objects.present().filter(person=person.pk, role=Membership.Role.OWNER)
    return StudyGroup.objects.active().filter(pk__in=theirs.values("group")).order_by("name")


def is_last_administrator(person: User) -> bool:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    return person.is_superuser and not others.exists()


def foretold(person: User) -> list[str]:
    """What becomes of this person's own things, a sentence each."""
    return [sentence for part in parts() for sentence in part.foretell(person)]


@transaction.atomic
def leave(person: User, *, by: User | None = None) -> None:
    """Let each app forget the person, the upper ones first; the row itself stays, as nobody's. Raises Needed.

    Done `by` somebody else, it is written down.
    """
    # Groups before the person, as whoever invites into a group takes the two.
    for group_id in sorted(person.memberships.values_list("group", flat=True)):
        lock(group_id)
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if group := owned(person).first():
        raise Needed(f"You own the group “{group}”. Hand it over, or archive it, first.")
    if is_last_administrator(person):
        raise Needed("You are the only administrator of this installation. Appoint another one first.")
    for part in parts():
        part.forget(person)
    if by is not None:
        deeds.record(by, "deleted an account", person)

"""Verbs on a membership: rename oneself, take part in the leaderboard, leave; appoint others, or remove them."""

from django.db import transaction
from django.utils import timezone

from people.deeds import record
from people.groups.locking import lock
from people.groups.naming import introduce
from people.models import Membership, User


class OwnerStays(Exception):
    """An owner hands the group over before anything else becomes of them."""


@transaction.atomic
def rename(membership: Membership, *, name: str, pseudonym: str, ranked: bool) -> None:
    """Say what one is called in the group, and whether one takes part in its leaderboard. Raises NameTaken."""
    introduce(lock(membership.group_id), membership, name=name, pseudonym=pseudonym, ranked=ranked)
    present = Membership.objects.present().filter(pk=membership.pk)
    present.update(name=name, pseudonym=pseudonym, ranked_since=membership.ranked_since)


@transaction.atomic
def appoint(membership: Membership, role: str, *, by: User | None = None) -> None:
    """Make a member an instructor, or an instructor a member. Raises OwnerStays."""
    lock(membership.group_id)
    _keep_owner(membership)
    Membership.objects.present().filter(pk=membership.pk).update(role=role)
    record(by, "gave a role", membership, role=role, group=membership.group_id)


@transaction.atomic
def part(membership: Membership, *, by: User | None = None) -> None:
    """Let somebody leave, or be removed by another: the line stays, without the name. Raises OwnerStays."""
    lock(membership.group_id)
    _keep_owner(membership)
    # Whether they took part in the leaderboard stays, for the figures of the group as a whole.
    Membership.objects.present().filter(pk=membership.pk).update(
        left_at=timezone.now(), role=Membership.Role.MEMBER, name="", pseudonym=""
    )
    if by is not None:
        record(by, "removed a member", membership, group=membership.group_id)


def _keep_owner(membership: Membership) -> None:
    if Membership.objects.filter(pk=membership.pk, role=Membership.Role.OWNER).exists():
        raise OwnerStays

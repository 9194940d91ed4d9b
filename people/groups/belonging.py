"""Verbs on a membership: rename oneself, take part in the leaderboard, leave; appoint others, or remove them."""

from django.db import transaction
from django.utils import timezone

from people.groups.locking import lock
from people.groups.naming import introduce
from people.models import Membership


class OwnerStays(Exception):
    """An owner hands the group over before anything else becomes of them."""


@transaction.atomic
def rename(membership: Membership, *, name: str, pseudonym: str, ranked: bool) -> None:
    """Say what one is called in the group, and whether one takes part in its leaderboard. Raises NameTaken."""
    introduce(lock(membership.group_id), membership, name=name, pseudonym=pseudonym, ranked=ranked)
    present = Membership.objects.present().filter(pk=membership.pk)
    present.update(name=name, pseudonym=pseudonym, ranked_since=membership.ranked_since)


@transaction.atomic
def appoint(membership: Membership, role: str) -> None:
    """Make a member an instructor, or an instructor a member. Raises OwnerStays."""
    lock(membership.group_id)
    _keep_owner(membership)
    Membership.objects.present().filter(pk=membership.pk).update(role=role)


@transaction.atomic
def part(membership: Membership) -> None:
    """Let somebody leave, or be removed: the line stays, without the name. Raises OwnerStays."""
    lock(membership.group_id)
    _keep_owner(membership)
    # Whether they took part in the leaderboard stays, for the figures of the group as a whole.
    Membership.objects.present().filter(pk=membership.pk).update(
        left_at=timezone.now(), role=Membership.Role.MEMBER, name="", pseudonym=""
    )


def _keep_owner(membership: Membership) -> None:
    if Membership.objects.filter(pk=membership.pk, role=Membership.Role.OWNER).exists():
        raise OwnerStays

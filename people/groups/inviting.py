"""Verbs on invitations: a link for whoever has it, or one for each of many addresses; renewed, revoked."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from people.addresses import MOST
from people.deeds import record
from people.groups.locking import lock
from people.models import Invitation, Membership, StudyGroup, User

A_DAY = timedelta(days=1)
MAIL_LASTS = timedelta(days=30)


class TooManyAddresses(Exception):
    """Somebody has invited as many addresses as they may in a day."""


def within_reach(membership: Membership) -> QuerySet[Invitation]:
    """The invitations that an owner or instructor handles: to let instructors in is the owner's alone."""
    invitations = membership.group.invitations.select_related("group")
    if membership.role == Membership.Role.OWNER:
        return invitations
    if membership.role == Membership.Role.INSTRUCTOR:
        return invitations.filter(role=Membership.Role.MEMBER)
    return invitations.none()


@transaction.atomic
def make_link(
    group: StudyGroup, *, role: str, lasts: timedelta | None, most_uses: int | None, made_by: User
) -> Invitation:
    """Make an invitation for whoever has its link or its code."""
    made = Invitation.objects.create(
        group=group,
        role=role,
        expires_at=timezone.now() + lasts if lasts else None,
        most_uses=most_uses,
        made_by=made_by,
    )
    record(made_by, "invited by a link", group, role=role, invitation=made.pk)
    return made


@transaction.atomic
def address(group: StudyGroup, addresses: Collection[str], *, made_by: User) -> list[Invitation]:
    """Make an invitation for each address that this person has not invited already. Raises TooManyAddresses."""
    lock(group.pk)
    # One after the other for each person, in whatever group.
    User.objects.select_for_update(no_key=True).get(pk=made_by.pk)
    now = timezone.now()
    theirs = Invitation.objects.filter(made_by=made_by).exclude(email="")
    invited = set(theirs.usable().filter(group=group).values_list("email", flat=True))
    new = [address for address in addresses if address not in invited]
    left = MOST - theirs.filter(made_at__gt=now - A_DAY).count()
    if len(new) > left:
        raise TooManyAddresses(
            f"You can invite {MOST} addresses a day, and {max(left, 0)} of them are left. Nothing was stored."
        )
    record(made_by, "invited addresses", group, how_many=len(new))
    return Invitation.objects.bulk_create(
        Invitation(group=group, email=each, most_uses=1, made_by=made_by, expires_at=now + MAIL_LASTS) for each in new
    )


@transaction.atomic
def renew(invitation: Invitation, *, made_by: User) -> Invitation:
    """Put another link on the same terms in the place of this one, whose code opens nothing any more."""
    lock(invitation.group_id)
    revoke(invitation, by=made_by)
    lasted = invitation.expires_at - invitation.made_at if invitation.expires_at else None
    return Invitation.objects.create(
        group=invitation.group,
        role=invitation.role,
        most_uses=invitation.most_uses,
        expires_at=timezone.now() + lasted if lasted else None,
        made_by=made_by,
    )


@transaction.atomic
def revoke(invitation: Invitation, *, by: User | None = None) -> None:
    """Let a code open nothing any more."""
    lock(invitation.group_id)
    Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=timezone.now())
    record(by, "revoked an invitation", invitation)

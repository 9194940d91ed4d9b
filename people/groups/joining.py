"""Verbs of somebody who has been invited."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F

from people.groups.locking import lock
from people.groups.naming import introduce
from people.models import Invitation, Membership, User
from people.models.group import CODE_LENGTH


class NotInvited(Exception):
    """The code opens nothing: it is forged, expired, used up or revoked, or its group is put away."""


class BoundToAnother(Exception):
    """The invitation is for an e-mail address that this person has not confirmed to be theirs."""


def as_code(written: str) -> str:
    """A code as people type it, in any case and in groups; empty where it can be none."""
    code = "".join(letter for letter in written.upper() if letter.isascii() and letter.isalnum())
    return code if len(code) == CODE_LENGTH else ""


def find(code: str, person: User) -> Invitation:
    """The invitation that a code is for. Raises NotInvited and BoundToAnother."""
    invitation = Invitation.objects.usable().select_related("group").filter(code=as_code(code)).first()
    if invitation is None:
        raise NotInvited
    if invitation.email and not _has_confirmed(person, invitation.email):
        raise BoundToAnother
    return invitation


@transaction.atomic
def join(invitation: Invitation, person: User, *, name: str, pseudonym: str, ranked: bool) -> Membership:
    """Take an invitation: somebody who has left comes back to their own line, and who is in it already stays as is.

    Raises NotInvited, BoundToAnother and NameTaken.
    """
    group = lock(invitation.group_id)
    membership = group.memberships.filter(person=person).first() or Membership(group=group, person=person)
    if membership.pk and membership.left_at is None:
        return membership
    # What it was before the lock may be used up, revoked or expired by now.
    invitation = find(invitation.code, person)
    introduce(group, membership, name=name, pseudonym=pseudonym, ranked=ranked)
    membership.role, membership.left_at = invitation.role, None
    membership.save()
    Invitation.objects.filter(pk=invitation.pk).update(uses=F("uses") + 1)
    return membership


def _has_confirmed(person: User, email: str) -> bool:
    return EmailAddress.objects.filter(user=person, email__iexact=email, verified=True).exists()

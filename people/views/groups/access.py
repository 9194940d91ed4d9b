"""Who somebody is in a group; asked anew by every request, so that a role that was taken away is gone at once."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from people.models import Membership
from people.requests import PersonRequest


def as_member(request: PersonRequest, group_id: int) -> Membership:
    """The viewer's membership; to anybody else the group is not there."""
    present = Membership.objects.present().select_related("group")
    return get_object_or_404(present, person=request.user.pk, group__pk=group_id)


def as_teacher(request: PersonRequest, group_id: int) -> Membership:
    membership = as_member(request, group_id)
    if not membership.is_teaching:
        raise PermissionDenied("Only the owner and the instructors of the group may do this.")
    return membership


def as_owner(request: PersonRequest, group_id: int) -> Membership:
    membership = as_member(request, group_id)
    if membership.role != Membership.Role.OWNER:
        raise PermissionDenied("Only the owner of the group may do this.")
    return membership


def in_use(membership: Membership) -> Membership:
    """Nothing new begins in a group that is put away."""
    if membership.group.archived_at:
        raise PermissionDenied("The group is archived: it can be read, and nothing new begins in it.")
    return membership

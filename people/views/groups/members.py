"""The people of a group, and what becomes of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.db.models.functions import Lower
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from people.groups import belonging, keeping
from people.models import Membership
from people.requests import PersonRequest
from people.views.groups.access import as_member, as_owner, as_teacher

A_PAGE = 100
OWNS_IT = "The group is theirs meanwhile."
APPOINTED = (Membership.Role.INSTRUCTOR, Membership.Role.MEMBER)


@login_required
@never_cache
@require_GET
def members(request: PersonRequest, group_id: int) -> HttpResponse:
    """Names and roles, those who teach first."""
    membership = as_member(request, group_id)
    rank = Case(*(When(role=role, then=Value(place)) for place, role in enumerate(Membership.Role)), default=Value(3))
    people = membership.group.memberships.present().order_by(rank, Lower("name"), "pk")
    page = Paginator(people, A_PAGE).get_page(request.GET.get("page"))
    facts = {
        "membership": membership,
        "group": membership.group,
        "page": page,
        "lines": [(each, _may_remove(membership, each)) for each in page],
        "owns": membership.role == Membership.Role.OWNER,
    }
    return render(request, "people/members.html", facts)


@login_required
@require_POST
def role(request: PersonRequest, group_id: int, membership_id: int) -> HttpResponse:
    """Make a member an instructor, or the other way round."""
    owner = as_owner(request, group_id)
    member = _other(owner, membership_id)
    wanted = request.POST.get("role", "")
    if wanted not in APPOINTED:
        return HttpResponseBadRequest("The role is instructor or member.")
    try:
        belonging.appoint(member, wanted, by=request.user)
    except belonging.OwnerStays:
        messages.error(request, OWNS_IT)
    else:
        messages.success(request, f"{member.name} is {'an instructor' if wanted == APPOINTED[0] else 'a member'} now.")
    return redirect("people:members", group_id)


@login_required
@require_POST
def removal(request: PersonRequest, group_id: int, membership_id: int) -> HttpResponse:
    """Take somebody out of the group."""
    teacher = as_teacher(request, group_id)
    member = _other(teacher, membership_id)
    if not _may_remove(teacher, member):
        raise PermissionDenied("An instructor removes members; the owner removes instructors too.")
    try:
        belonging.part(member, by=request.user)
    except belonging.OwnerStays:
        messages.error(request, OWNS_IT)
    else:
        messages.success(request, f"{member.name} is not in the group any more. A link that they still have works.")
    return redirect("people:members", group_id)


@login_required
@require_POST
def ownership(request: PersonRequest, group_id: int) -> HttpResponse:
    """Hand the group over to somebody who is in it."""
    owner = as_owner(request, group_id)
    chosen = request.POST.get("member", "")
    successor = _other(owner, int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0)
    try:
        keeping.hand_over(group_id, owner=request.user, to=successor.pk)
    except Membership.DoesNotExist:
        messages.error(request, f"{successor.name} cannot take the group: the account is switched off.")
    except keeping.NotTheOwner as meanwhile:
        raise PermissionDenied("Only the owner of the group may do this.") from meanwhile
    else:
        messages.success(request, f"{successor.name} owns the group now; you are an instructor.")
    return redirect("people:members", group_id)


def _other(viewer: Membership, membership_id: int) -> Membership:
    others = viewer.group.memberships.present().exclude(pk=viewer.pk)
    return get_object_or_404(others, pk=membership_id)


def _may_remove(viewer: Membership, other: Membership) -> bool:
    owns = viewer.role == Membership.Role.OWNER
    return viewer.pk != other.pk and (owns or (viewer.is_teaching and other.role == Membership.Role.MEMBER))

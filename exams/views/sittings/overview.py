"""A group's sittings, and those that come next."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.models import Sitting, now
from exams.models.sitting import SittingQuerySet
from exams.sittings import asking
from people.models import Membership
from people.requests import PersonRequest
from people.views.groups.access import as_member

A_PAGE = 30
NEXT = 3


@login_required
@never_cache
@require_GET
def group_sittings(request: PersonRequest, group_id: int) -> HttpResponse:
    """All sittings of a group that the viewer may know of, the last one first."""
    membership = as_member(request, group_id)
    sittings = _known(request, membership).annotate(started=Count("attempts")).order_by("-opens_at", "-pk")
    page = Paginator(sittings, A_PAGE).get_page(request.GET.get("page"))
    facts = {
        "membership": membership,
        "group": membership.group,
        "page": page,
        "moment": now(),
        "asked": asking.still_open(asking.decided_by(request.user, membership.group)).count()
        if membership.is_teaching
        else 0,
    }
    return render(request, "exams/sittings/list.html", facts)


@login_required
@never_cache
@require_GET
def next_sittings(request: PersonRequest, group_id: int) -> HttpResponse:
    """The sittings of a group that can still be started: a fragment of the group's page."""
    membership = as_member(request, group_id)
    if not request.htmx:
        return redirect("exams:group_sittings", group_id)
    moment = now()
    coming = _known(request, membership).unopened().filter(last_start_at__gt=moment).order_by("opens_at", "pk")
    facts = {"group": membership.group, "membership": membership, "sittings": coming[:NEXT], "moment": moment}
    return render(request, "exams/sittings/_next.html", facts)


def _known(request: PersonRequest, membership: Membership) -> SittingQuerySet:
    return Sitting.objects.seen_by(request.user).filter(group=membership.group).select_related("blueprint")

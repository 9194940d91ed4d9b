"""The viewer's groups, a new one, and one of them as its members see it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from people.forms import FoundingForm
from people.groups import keeping
from people.models import Membership
from people.pace import GROUPS, keeps
from people.requests import PersonRequest
from people.views.groups.access import as_member


@login_required
@never_cache
@require_GET
def overview(request: PersonRequest) -> HttpResponse:
    """The groups that a person is in; those that are put away stand last."""
    memberships = list(_with_sizes(request.user.memberships.present()).order_by("group__name", "pk"))
    return render(
        request,
        "people/groups.html",
        {
            "memberships": [each for each in memberships if not each.group.archived_at],
            "archived": [each for each in memberships if each.group.archived_at],
        },
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps(GROUPS)
def new(request: PersonRequest) -> HttpResponse:
    """Make a group, and own it."""
    initial = {"known_as": request.user.display_name}
    form = FoundingForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        typed = form.cleaned_data
        group = keeping.found(request.user, name=typed["name"], about=typed["about"], known_as=typed["known_as"])
        messages.success(request, f"{group} is made. Now invite people.")
        return redirect("people:invitations", group.pk)
    return render(request, "people/new_group.html", {"form": form})


@login_required
@never_cache
@require_GET
def group(request: PersonRequest, group_id: int) -> HttpResponse:
    """What a group is, and what it has in common."""
    membership = as_member(request, group_id)
    found = membership.group
    present = found.memberships.present()
    facts = {
        "membership": membership,
        "group": found,
        "size": present.count(),
        "teaching": present.filter(role__in=Membership.TEACHING).order_by("-role", "name"),
    }
    return render(request, "people/group.html", facts)


def _with_sizes(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    """With how many people are in the group: `size`."""
    others = Membership.objects.present().filter(group=OuterRef("group")).order_by().values("group")
    size = Coalesce(Subquery(others.annotate(size=Count("pk")).values("size")), 0)
    return memberships.select_related("group").annotate(size=size)

"""The settings of a group, and its archive."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.forms import GroupForm
from people.groups import keeping
from people.requests import PersonRequest
from people.views.groups.access import as_owner

MOST_SUCCESSORS = 200


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: PersonRequest, group_id: int) -> HttpResponse:
    """What an owner says about a group; and the ways to hand it over, and to put it away."""
    owner = as_owner(request, group_id)
    form = GroupForm(request.POST if request.method == "POST" else None, instance=owner.group)
    if form.is_valid():
        # Only these: that the group was put away at the same moment stays.
        form.instance.save(update_fields=list(form.fields))
        messages.success(request, "The settings of the group are saved.")
        return redirect("people:group_settings", group_id)
    others = owner.group.memberships.present().exclude(pk=owner.pk).filter(person__is_active=True)
    # Those who run it with the owner stand first: "instructor" before "member".
    successors = others.order_by("role", "name")[:MOST_SUCCESSORS]
    facts = {"membership": owner, "group": owner.group, "form": form, "successors": successors}
    return render(request, "people/group_settings.html", facts)


@login_required
@require_POST
def archival(request: PersonRequest, group_id: int) -> HttpResponse:
    """Put the group away."""
    keeping.archive(as_owner(request, group_id).group, by=request.user)
    messages.success(request, "The group is archived: it can be read, and nothing new begins in it.")
    return redirect("people:group", group_id)


@login_required
@require_POST
def restoration(request: PersonRequest, group_id: int) -> HttpResponse:
    """Take the group out of the archive."""
    keeping.restore(as_owner(request, group_id).group, by=request.user)
    messages.success(request, "The group is in use again.")
    return redirect("people:group", group_id)

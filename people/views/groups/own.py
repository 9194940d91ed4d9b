"""What somebody is called in a group, and their way out of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.forms import NameForm
from people.groups import belonging
from people.groups.naming import NameTaken
from people.models import Membership
from people.requests import PersonRequest
from people.views.groups.access import as_member


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def membership(request: PersonRequest, group_id: int) -> HttpResponse:
    """The viewer's name in the group, and their part in its leaderboard."""
    own = as_member(request, group_id)
    form = NameForm(request.POST if request.method == "POST" else None, instance=own)
    if form.is_valid():
        try:
            belonging.rename(own, **form.facts)
        except NameTaken as taken:
            form.refuse(taken)
        else:
            messages.success(request, "That is how the group knows you now.")
            return redirect("people:membership", group_id)
    facts = {"membership": own, "group": own.group, "form": form, "owns": own.role == Membership.Role.OWNER}
    return render(request, "people/membership.html", facts)


@login_required
@require_POST
def departure(request: PersonRequest, group_id: int) -> HttpResponse:
    """Leave the group."""
    own = as_member(request, group_id)
    try:
        belonging.part(own)
    except belonging.OwnerStays:
        messages.error(request, "Hand the group over first: a group has an owner.")
        return redirect("people:group_settings", group_id)
    messages.success(request, f"You have left {own.group}. Your name is gone from it.")
    return redirect("people:groups")

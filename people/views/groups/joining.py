"""The door of a group: a code, and what somebody who has one says about themselves."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.forms import CodeForm, NameForm
from people.groups import joining
from people.groups.naming import NameTaken
from people.models import Invitation
from people.pace import WRONG_CODES
from people.requests import PersonRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Type a code that was read out."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect("people:join", form.cleaned_data["code"])
    return render(request, "people/enter_code.html", {"form": form})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: PersonRequest, code: str) -> HttpResponse:
    """Enter the group that a code is for; whatever is wrong with a code, the answer is the same."""
    if WRONG_CODES.is_over(request.user.pk):
        return render(request, "429.html", status=429)
    try:
        return _join(request, joining.find(code, request.user))
    except joining.NotInvited:
        WRONG_CODES.count(request.user.pk)
        return render(request, "people/not_invited.html", status=404)
    except joining.BoundToAnother:
        facts = {"sends_mail": bool(settings.EMAIL_HOST)}
        return render(request, "people/bound_to_another.html", facts, status=403)


def _join(request: PersonRequest, invitation: Invitation) -> HttpResponse:
    group = invitation.group
    if request.user.memberships.present().filter(group=group).exists():
        messages.info(request, f"You are in {group} already.")
        return redirect("people:group", group.pk)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": request.user.display_name})
    if form.is_valid():
        try:
            joining.join(invitation, request.user, **form.facts)
        except NameTaken as taken:
            form.refuse(taken)
        else:
            messages.success(request, f"Welcome to {group}.")
            return redirect("people:group", group.pk)
    return render(request, "people/join.html", {"form": form, "group": group, "invitation": invitation})

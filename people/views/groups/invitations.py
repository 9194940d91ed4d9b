"""Invitations to a group, as its owner and instructors handle them."""

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people import errands
from people.forms import LinkForm, MailForm
from people.groups import inviting
from people.models import Invitation, Membership
from people.pace import INVITATIONS, keeps
from people.requests import PersonRequest
from people.views.groups.access import as_teacher, in_use

A_PAGE = 50


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps(INVITATIONS)
def invitations(request: PersonRequest, group_id: int) -> HttpResponse:
    """The invitations of a group; a POST makes a link."""
    teacher = as_teacher(request, group_id)
    form = LinkForm(_roles(teacher), request.POST if request.method == "POST" else None)
    if request.method == "POST" and in_use(teacher) and form.is_valid():
        made = inviting.make_link(teacher.group, **form.cleaned_data, made_by=request.user)
        return redirect("people:invitation", group_id, made.pk)
    return render(request, "people/invitations.html", {**_around(request, teacher), "form": form})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps(INVITATIONS)
def mail(request: PersonRequest, group_id: int) -> HttpResponse:
    """Invite addresses, one invitation for each."""
    teacher = in_use(as_teacher(request, group_id))
    form = MailForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        addresses = form.cleaned_data["addresses"]
        try:
            made = inviting.address(teacher.group, addresses, made_by=request.user)
        except inviting.TooManyAddresses as refusal:
            form.add_error("addresses", str(refusal))
        else:
            errands.mail(made)
            messages.success(request, _told(len(made), len(addresses) - len(made)))
            return redirect("people:invitations", group_id)
    facts = {"membership": teacher, "group": teacher.group, "form": form, "sends_mail": bool(settings.EMAIL_HOST)}
    return render(request, "people/invite_by_mail.html", facts)


@login_required
@never_cache
@require_GET
def invitation(request: PersonRequest, group_id: int, invitation_id: int) -> HttpResponse:
    """One invitation, to be shown to a room: its link, its code, and both as a picture."""
    teacher = as_teacher(request, group_id)
    found = _within_reach(teacher, invitation_id)
    link = request.build_absolute_uri(reverse("people:join", args=[found.code]))
    facts = {
        "membership": teacher,
        "group": teacher.group,
        "invitation": found,
        "is_own": found.made_by_id == request.user.pk,
        "link": link,
        "door": request.build_absolute_uri(reverse("people:enter_code")),
        "picture": segno.make(link, error="m", micro=False).svg_data_uri(scale=6, border=4, light="#fff"),
        "sends_mail": bool(settings.EMAIL_HOST),
    }
    return render(request, "people/invitation.html", facts)


@login_required
@require_POST
@keeps(INVITATIONS)
def renewal(request: PersonRequest, group_id: int, invitation_id: int) -> HttpResponse:
    """Put another link in the place of one."""
    teacher = in_use(as_teacher(request, group_id))
    made = inviting.renew(_within_reach(teacher, invitation_id, email=""), made_by=request.user)
    messages.success(request, "This is the new link. The old one opens nothing any more.")
    return redirect("people:invitation", group_id, made.pk)


@login_required
@require_POST
def revocation(request: PersonRequest, group_id: int, invitation_id: int) -> HttpResponse:
    """Let an invitation open nothing any more."""
    inviting.revoke(_within_reach(as_teacher(request, group_id), invitation_id), by=request.user)
    messages.success(request, "The invitation is revoked.")
    return redirect("people:invitations", group_id)


def _around(request: PersonRequest, teacher: Membership) -> dict[str, object]:
    page = Paginator(inviting.within_reach(teacher), A_PAGE).get_page(request.GET.get("page"))
    return {
        "membership": teacher,
        "group": teacher.group,
        "page": page,
        # Whoever wrote an address knows it; nobody else is shown it.
        "lines": [(each, each.email if each.made_by_id == request.user.pk else "") for each in page],
        "sends_mail": bool(settings.EMAIL_HOST),
    }


def _within_reach(teacher: Membership, invitation_id: int, **facts: str) -> Invitation:
    return get_object_or_404(inviting.within_reach(teacher), pk=invitation_id, **facts)


def _roles(teacher: Membership) -> list[str]:
    owns = teacher.role == Membership.Role.OWNER
    return [Membership.Role.MEMBER, Membership.Role.INSTRUCTOR] if owns else [Membership.Role.MEMBER]


def _told(made: int, before: int) -> str:
    told = f"{made} invitation{'' if made == 1 else 's'} made."
    if made:
        told += (
            " They are on their way."
            if settings.EMAIL_HOST
            else " No mail is sent from here, so they cannot be accepted: use a link."
        )
    return told + (f" You had invited {before} of these addresses before." if before else "")

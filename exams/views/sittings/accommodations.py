"""Accommodations in a group: asked for by its members, answered by those who teach."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exams.forms.accommodation import AskForm, DecisionForm
from exams.models import Accommodation, Sitting
from exams.sittings import asking
from exams.sittings.asking import CannotAsk, CannotDecide
from people.models import Membership, StudyGroup
from people.requests import PersonRequest
from people.views.groups.access import as_member

DECIDED = 50


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_group(request: PersonRequest, group_id: int) -> HttpResponse:
    """The viewer's own requests and, for who teaches, everybody's; a post asks for time in all sittings to come."""
    membership = as_member(request, group_id)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_asked(request, form, membership.group, None):
        return redirect("exams:accommodations", group_id)
    return _page(request, membership, form)


@login_required
@never_cache
@require_POST
def of_sitting(request: PersonRequest, sitting_id: int) -> HttpResponse:
    """Ask for time in one sitting."""
    sitting = get_object_or_404(Sitting.objects.addressed_to(request.user).select_related("group"), pk=sitting_id)
    form = AskForm(request.POST, has_extra=bool(sitting.blueprint.extra_minutes))
    if form.is_valid():
        _is_asked(request, form, sitting.group, sitting)
        return redirect("exams:sitting", sitting_id)
    return render(request, "exams/sittings/ask.html", {"sitting": sitting, "group": sitting.group, "form": form})


@login_required
@require_POST
def withdrawal(request: PersonRequest, accommodation_id: int) -> HttpResponse:
    """Take back one's own request."""
    asked = get_object_or_404(request.user.accommodations, pk=accommodation_id)
    if asking.withdraw(asked):
        messages.success(request, "Your request is withdrawn.")
    else:
        messages.error(request, "That has been answered already.")
    return redirect("exams:sitting", asked.sitting_id) if asked.sitting_id else _back(asked)


@login_required
@never_cache
@require_POST
def decision(request: PersonRequest, accommodation_id: int) -> HttpResponse:
    """Grant or decline what somebody asked for, before they start."""
    taught = StudyGroup.objects.taught_by(request.user).values("pk")
    found = Accommodation.objects.filter(group__in=taught).exclude(person=request.user).select_related("group")
    asked = get_object_or_404(found, pk=accommodation_id)
    form = DecisionForm(asked, request.POST)
    if not form.is_valid():
        return _page(request, as_member(request, asked.group_id), AskForm(), form)
    try:
        asking.decide(asked, decided_by=request.user, **form.facts)
    except CannotDecide as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "Granted." if form.facts["is_granted"] else "Declined.")
    return _back(asked)


def _is_asked(request: PersonRequest, form: AskForm, group: StudyGroup, sitting: Sitting | None) -> bool:
    try:
        asking.ask(request.user, group, sitting, **form.cleaned_data)
    except CannotAsk as reason:
        messages.error(request, str(reason))
        return False
    messages.success(request, "Your request is with the instructors of the group. You see their answer here.")
    return True


def _back(asked: Accommodation) -> HttpResponse:
    return redirect("exams:accommodations", asked.group_id)


def _page(
    request: PersonRequest, membership: Membership, form: AskForm, answered: DecisionForm | None = None
) -> HttpResponse:
    group = membership.group
    facts: dict[str, Any] = {
        "membership": membership,
        "group": group,
        "form": form,
        "asked": request.user.accommodations.filter(group=group).select_related("sitting").order_by("-asked_at"),
    }
    if membership.is_teaching:
        facts |= _to_answer(request, group, answered)
    return render(request, "exams/sittings/accommodations.html", facts)


def _to_answer(request: PersonRequest, group: StudyGroup, answered: DecisionForm | None) -> dict[str, Any]:
    theirs = asking.decided_by(request.user, group).select_related("sitting")
    names = dict(Membership.objects.present().filter(group=group).values_list("person", "name"))
    waiting = [
        (names.get(each.person_id, ""), answered if answered and answered.asked.pk == each.pk else DecisionForm(each))
        for each in asking.still_open(theirs).select_related("sitting")
    ]
    decided = theirs.filter(granted__isnull=False, person__in=names).order_by("-decided_at")[:DECIDED]
    return {
        "teaches": True,
        "waiting": waiting,
        "decided": [(names[each.person_id], each) for each in decided],
    }

"""Scheduling a sitting, changing it, calling it off."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exams import errands
from exams.assembly import CannotDraw
from exams.forms.sitting import ChangeForm, LastStartForm, SittingForm, initial
from exams.models import Sitting, SittingMail
from exams.sittings import scheduling
from exams.sittings.scheduling import CannotChange
from exams.views.sittings.access import taught
from people.models import StudyGroup
from people.requests import PersonRequest
from people.views.groups.access import as_teacher, in_use

INVITATION, CHANGE = SittingMail.Kind.INVITATION, SittingMail.Kind.CHANGE


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: PersonRequest, group_id: int) -> HttpResponse:
    """Schedule a sitting of a group; where no paper can be drawn, nothing is stored."""
    group = in_use(as_teacher(request, group_id)).group
    form = SittingForm(group, request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        sitting = Sitting(group=group, **form.facts)
        try:
            scheduling.schedule(sitting, form.people, made_by=request.user)
        except CannotDraw as missing:
            _say_missing(form, missing, group)
        else:
            errands.tell(sitting, INVITATION)
            messages.success(request, "Scheduled. Those who are invited are told by e-mail.")
            return redirect("exams:sitting", sitting.pk)
    return _form(request, group, form)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, sitting_id: int) -> HttpResponse:
    """Change a sitting: all of it before anybody has started, the last start alone afterwards."""
    sitting = taught(request, sitting_id)
    if scheduling.has_started(sitting):
        return _extend(request, sitting)
    is_sent = request.method == "POST"
    form = ChangeForm(sitting.group, request.user, request.POST if is_sent else None, initial=initial(sitting))
    if form.is_valid():
        try:
            scheduling.change(
                sitting,
                form.facts,
                form.people,
                made_by=request.user,
                seen=_seen(request),
                anew=form.cleaned_data["anew"],
            )
        except CannotDraw as missing:
            _say_missing(form, missing, sitting.group)
        except CannotChange as reason:
            form.add_error(None, str(reason))
        else:
            return _changed(request, sitting, "The sitting is changed. Those who are invited are told by e-mail.")
    return _form(request, sitting.group, form, sitting)


@login_required
@require_POST
def cancellation(request: PersonRequest, sitting_id: int) -> HttpResponse:
    """Call a sitting off that nobody has started."""
    sitting = taught(request, sitting_id)
    try:
        scheduling.call_off(sitting, by=request.user)
    except CannotChange as reason:
        messages.error(request, str(reason))
        return redirect("exams:sitting", sitting_id)
    return _changed(request, sitting, "The sitting is called off. Those who were invited are told by e-mail.")


def _extend(request: PersonRequest, sitting: Sitting) -> HttpResponse:
    start = {"last_start_at": sitting.last_start_at}
    form = LastStartForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        try:
            scheduling.extend(sitting, form.cleaned_data["last_start_at"], seen=_seen(request), by=request.user)
        except CannotChange as reason:
            form.add_error(None, str(reason))
        else:
            return _changed(request, sitting, "The last start is later now. Who has not started is told by e-mail.")
    return _form(request, sitting.group, form, sitting, has_started=True)


def _changed(request: PersonRequest, sitting: Sitting, sentence: str) -> HttpResponse:
    errands.tell(sitting, CHANGE, INVITATION)
    messages.success(request, sentence)
    return redirect("exams:sitting", sitting.pk)


def _say_missing(form: SittingForm, missing: CannotDraw, group: StudyGroup) -> None:
    form.add_error("blueprint", f"No paper can be drawn, so nothing is stored. {missing}")
    waiting = Sitting.objects.unopened().filter(group=group).count()
    if waiting:
        form.add_error("blueprint", "Questions of other sittings of the group are kept back until their results open.")


def _seen(request: PersonRequest) -> int:
    """How often the sitting had changed when the form was shown; a forged number is none that fits."""
    text = request.POST.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def _form(request: PersonRequest, group: StudyGroup, form: Any, sitting: Sitting | None = None, **facts: Any) -> Any:
    shown = {"group": group, "form": form, "sitting": sitting, "zone": timezone.get_current_timezone_name(), **facts}
    # What was typed belongs to what was seen, until they look anew.
    shown["seen"] = request.POST.get("seen", "") if form.is_bound else sitting and sitting.changes
    return render(request, "exams/sittings/form.html", shown)

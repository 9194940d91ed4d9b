"""What an instructor does to the clock of one attempt."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from exams import adjusting
from exams.adjusting import AlreadyClosed, AlreadyPaused
from exams.forms.acting import MoreTimeForm, ReasonForm
from exams.models import Attempt
from exams.sittings import acting, board, records
from exams.views.board import REASONS
from people.redirects import asks_for_a_part, moves_the_whole_page
from people.requests import PersonRequest

ENDED = "That attempt has ended, so its clock cannot change any more."


@moves_the_whole_page
@login_required
@never_cache
@require_GET
def watch(request: PersonRequest, attempt_id: int) -> HttpResponse:
    """What can be done to one attempt, and what was: a page, or a part of the board."""
    return _page(request, _attempt(request, attempt_id))


@login_required
@require_POST
def adjustments(request: PersonRequest, attempt_id: int) -> HttpResponse:
    """More time for one."""
    attempt = _attempt(request, attempt_id)
    form = MoreTimeForm(request.POST, auto_id="one-time-%s")
    if not form.is_valid():
        return _page(request, attempt, more_time=form)
    try:
        adjusting.adjust(attempt, form.by, made_by=request.user, **form.given)
    except AlreadyClosed:
        messages.error(request, ENDED)
    else:
        messages.success(request, f"{form.cleaned_data['minutes']} minutes more; the exam room shows them in a moment.")
    return redirect("exams:live_board", attempt.sitting_id)


@login_required
@require_POST
def pauses(request: PersonRequest, attempt_id: int) -> HttpResponse:
    """Stop the clock of one."""
    attempt = _attempt(request, attempt_id)
    form = ReasonForm(request.POST, auto_id="one-pause-%s")
    if not form.is_valid():
        return _page(request, attempt, pause=form)
    try:
        acting.pause(attempt, reason=form.cleaned_data["reason"], made_by=request.user)
    except AlreadyClosed:
        messages.error(request, ENDED)
    except AlreadyPaused:
        messages.warning(request, "That clock stands already, so nothing was done.")
    else:
        messages.success(request, "The clock stands; the exam room covers the paper in a moment.")
    return redirect("exams:live_board", attempt.sitting_id)


@login_required
@require_POST
def pauses_end(request: PersonRequest, attempt_id: int) -> HttpResponse:
    """Let the clock of one run again."""
    attempt = _attempt(request, attempt_id)
    if adjusting.resume(attempt, made_by=request.user):
        messages.success(request, "The clock runs again, and the time for which it stood is given back.")
    else:
        messages.warning(request, "That clock runs already, so nothing was done.")
    return redirect("exams:live_board", attempt.sitting_id)


def _attempt(request: PersonRequest, attempt_id: int) -> Attempt:
    watched = acting.in_charge(request.user).select_related("sitting__group", "candidate")
    return get_object_or_404(watched, pk=attempt_id)


def _page(request: PersonRequest, attempt: Attempt, **forms: Any) -> HttpResponse:
    facts = {
        "attempt": attempt,
        "sitting": attempt.sitting,
        "line": board.line_of(attempt),
        "decisions": records.decisions(attempt),
        "more_time": MoreTimeForm(auto_id="one-time-%s"),
        "pause": ReasonForm(auto_id="one-pause-%s"),
        "reasons": REASONS,
    }
    page = "exams/board/_watch.html" if asks_for_a_part(request) else "exams/board/watch.html"
    return render(request, page, {**facts, **forms})

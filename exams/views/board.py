"""The live board of a sitting, and what an instructor does there to all who sit."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from exams.forms.acting import MoreTimeForm, ReasonForm
from exams.models import Sitting, now
from exams.sittings import acting, board
from people.redirects import asks_for_a_part, moves_the_whole_page
from people.requests import PersonRequest

A_PAGE = 200
REASONS = ["Fire alarm", "The network failed", "A late start", "A technical fault", "Left the room"]


@moves_the_whole_page
@login_required
@never_cache
@require_GET
def live_board(request: PersonRequest, sitting_id: int) -> HttpResponse:
    """Who sits, and how far they are; htmx asks for the table again and again."""
    try:
        sitting = _sitting(request, sitting_id)
    except Http404:
        if asks_for_a_part(request):
            # Who runs the sitting no longer would else look at a board that stands still.
            return HttpResponseClientRefresh()
        raise
    if asks_for_a_part(request):
        return render(request, "exams/board/_table.html", _table(request, sitting))
    return _page(request, sitting)


@login_required
@require_POST
def adjustments(request: PersonRequest, sitting_id: int) -> HttpResponse:
    """More time for all who sit."""
    sitting = _sitting(request, sitting_id)
    form = MoreTimeForm(request.POST, auto_id="all-time-%s")
    if not form.is_valid():
        return _page(request, sitting, more_time=form)
    reached = acting.adjust_all(request.user, sitting, form.by, **form.given)
    return _told(request, sitting, f"{_attempts(reached)} {form.cleaned_data['minutes']} minutes more.", reached)


@login_required
@require_POST
def pauses(request: PersonRequest, sitting_id: int) -> HttpResponse:
    """Stop the clocks of all who sit."""
    sitting = _sitting(request, sitting_id)
    form = ReasonForm(request.POST, auto_id="all-pause-%s")
    if not form.is_valid():
        return _page(request, sitting, pause=form)
    reached = acting.pause_all(request.user, sitting, reason=form.cleaned_data["reason"])
    return _told(request, sitting, f"{_clocks(reached)} now, and the papers are covered.", reached)


@login_required
@require_POST
def pauses_end(request: PersonRequest, sitting_id: int) -> HttpResponse:
    """Let the clocks of all run again."""
    sitting = _sitting(request, sitting_id)
    reached = acting.resume_all(request.user, sitting)
    return _told(request, sitting, f"{_clocks(reached, 'runs', 'run')} again.", reached)


def _sitting(request: PersonRequest, sitting_id: int) -> Sitting:
    taught = Sitting.objects.taught_by(request.user).select_related("group", "blueprint")
    return get_object_or_404(taught, pk=sitting_id)


def _page(request: PersonRequest, sitting: Sitting, **forms: Any) -> HttpResponse:
    facts = {
        "more_time": MoreTimeForm(auto_id="all-time-%s"),
        "pause": ReasonForm(auto_id="all-pause-%s"),
        "reasons": REASONS,
        **forms,
    }
    return render(request, "exams/board/board.html", {**_table(request, sitting), **facts})


def _table(request: PersonRequest, sitting: Sitting) -> dict[str, Any]:
    lines = board.lines(sitting)
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    return {"sitting": sitting, "page": page, "counts": board.counts(lines), "as_of": now()}


def _told(request: PersonRequest, sitting: Sitting, sentence: str, reached: int) -> HttpResponse:
    if reached:
        messages.success(request, sentence)
    else:
        messages.warning(request, "That reached nobody: nobody is sitting for whom it would change anything.")
    return redirect("exams:live_board", sitting.pk)


def _attempts(reached: int) -> str:
    return "1 person has" if reached == 1 else f"{reached} people have"


def _clocks(reached: int, one: str = "stands", more: str = "stand") -> str:
    return f"1 clock {one}" if reached == 1 else f"{reached} clocks {more}"

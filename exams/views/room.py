"""The exam room: one page with the whole paper, and the doors through which answers come in."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from exams import records, rooms, unsent
from exams.clock import time_left
from exams.late_work import Late
from exams.models import Attempt
from exams.records import Malformed, Record
from exams.saving import Answer
from exams.sittings import board
from exams.views.options import with_options
from exams.views.replies import closed, has_ended, logged_out, read_json, refuse
from people.redirects import asks_for_a_part, moves_the_whole_page
from people.requests import PersonRequest
from people.sessions import claims


@moves_the_whole_page
@login_required
@never_cache
@require_GET
def room(request: PersonRequest, attempt_id: int) -> HttpResponse:
    """The exam room of a running attempt, without the paper while its clock stands; else the way to the report."""
    attempt = get_object_or_404(rooms.seats(request.user), pk=attempt_id)
    if rooms.has_closed(attempt):
        return redirect("scoring:report", attempt_id)
    if pause := rooms.paused(attempt):
        return _waiting(request, attempt, pause)
    if asks_for_a_part(request):
        return HttpResponseClientRefresh()
    paper = rooms.open_room(attempt)
    return render(
        request,
        "exams/room.html",
        {
            "attempt": attempt,
            "blueprint": attempt.blueprint,
            "places": list(map(with_options, paper.places)),
            "room": {**paper.state, "attempt": attempt.pk, "candidate": request.user.pk, "urls": _urls(attempt_id)},
        },
    )


def _waiting(request: PersonRequest, attempt: Attempt, pause: dict[str, Any]) -> HttpResponse:
    page = "exams/_paused.html" if asks_for_a_part(request) else "exams/paused.html"
    left = board.span(time_left(attempt.deadline, attempt.clock))
    return render(request, page, {"attempt": attempt, "pause": pause, "time_left": left})


@never_cache
@require_GET
def state(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """The time, its changes, and edits since a counter, for a room that wakes up or sits beside another."""
    if not request.user.is_authenticated:
        return logged_out()
    attempt = get_object_or_404(rooms.seats(request.user), pk=attempt_id)
    if rooms.has_closed(attempt):
        return has_ended(attempt)
    since = request.GET.get("since", "")
    return JsonResponse(rooms.state(attempt, since=int(since) if since.isdecimal() and len(since) < 10 else 0))


@require_POST
def responses(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Save a batch of records. The person is not loaded: the statement itself asks whose session this is."""
    if not (session := claims(request.session)):
        return logged_out()
    user_id, version = session
    try:
        sent = records.read(read_json(request))
        taken = unsent.take(attempt_id, user_id=user_id, session_version=version, records=sent)
    except Malformed as malformed:
        return refuse(attempt_id, user_id, malformed)
    if not isinstance(taken, Answer):
        return _not_saved(request, attempt_id, sent, taken)
    return JsonResponse(
        {
            "answers": taken.positions,
            "seconds_left": taken.seconds_left,
            "allowed_seconds": taken.allowed_seconds,
        }
    )


def _not_saved(request: HttpRequest, attempt_id: int, sent: list[Record], late: Late | None) -> HttpResponse:
    if not request.user.is_authenticated:
        return logged_out()
    attempt = get_object_or_404(rooms.seats(request.user), pk=attempt_id)
    return JsonResponse({**closed(attempt_id, sent, late), "ended": rooms.ended_by_instructor(attempt)}, status=409)


def _urls(attempt_id: int) -> dict[str, str]:
    room_url = reverse("exams:room", args=[attempt_id])
    return {
        "responses": reverse("exams:responses", args=[attempt_id]),
        "state": reverse("exams:state", args=[attempt_id]),
        "hand_in": reverse("scoring:hand_in", args=[attempt_id]),
        "late_work": reverse("exams:responses", args=[attempt_id]),
        "report": reverse("scoring:report", args=[attempt_id]),
        "breaks": reverse("exams:breaks", args=[attempt_id]),
        "breaks_end": reverse("exams:breaks_end", args=[attempt_id]),
        "login": f"{reverse('account_login')}?next={room_url}",
    }

"""The exam room: one page with the whole paper, and the doors through which answers come in."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from exams import records, rooms, unsent
from exams.late_work import Late
from exams.records import Malformed, Record
from exams.saving import Answer
from exams.views.replies import CLOSED, closed, logged_out, read_json, refuse
from people.requests import PersonRequest
from people.sessions import claims


@login_required
@never_cache
@require_GET
def room(request: PersonRequest, attempt_id: int) -> HttpResponse:
    """The exam room of a running attempt; one that has ended leads to its report."""
    attempt = get_object_or_404(rooms.seats(request.user), pk=attempt_id)
    if rooms.has_closed(attempt):
        return redirect("scoring:report", attempt_id)
    paper = rooms.open_room(attempt)
    return render(
        request,
        "exams/room.html",
        {
            "attempt": attempt,
            "blueprint": attempt.blueprint,
            "places": paper.places,
            "room": {**paper.state, "attempt": attempt.pk, "candidate": request.user.pk, "urls": _urls(attempt_id)},
        },
    )


@never_cache
@require_GET
def state(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """The time, its changes, and edits since a counter, for a room that wakes up or sits beside another."""
    if not request.user.is_authenticated:
        return logged_out()
    attempt = get_object_or_404(rooms.seats(request.user), pk=attempt_id)
    if rooms.has_closed(attempt):
        return JsonResponse({"error": CLOSED, "report": reverse("scoring:report", args=[attempt_id])}, status=409)
    since = request.GET.get("since", "")
    return JsonResponse(rooms.state(attempt, since=int(since) if since.isdecimal() and len(since) < 10 else 0))


@never_cache
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
    if not request.user.attempts.filter(pk=attempt_id).exists():
        raise Http404
    return JsonResponse(closed(attempt_id, sent, late), status=409)


def _urls(attempt_id: int) -> dict[str, str]:
    room_url = reverse("exams:room", args=[attempt_id])
    return {
        "responses": reverse("exams:responses", args=[attempt_id]),
        "state": reverse("exams:state", args=[attempt_id]),
        "hand_in": reverse("scoring:hand_in", args=[attempt_id]),
        "late_work": reverse("exams:responses", args=[attempt_id]),
        "report": reverse("scoring:report", args=[attempt_id]),
        "login": f"{reverse('account_login')}?next={room_url}",
    }

"""The exam room: one page with the whole paper, and the doors through which answers come in."""

import json
import logging
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from exams import late_work, records, rooms, saving
from exams.records import Malformed, Record
from people.models import User
from people.requests import PersonRequest
from people.sessions import claims

logger = logging.getLogger(__name__)

CLOSED = "This attempt has ended, so its answers cannot change any more."


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
        answer = saving.save(attempt_id, user_id=user_id, session_version=version, records=sent)
    except Malformed as malformed:
        return refuse(attempt_id, user_id, malformed)
    if answer is None:
        return _not_saved(request, attempt_id, sent)
    return JsonResponse(
        {
            "answers": answer.positions,
            "seconds_left": answer.seconds_left,
            "allowed_seconds": answer.allowed_seconds,
        }
    )


def read_json(request: HttpRequest) -> Any:
    """The body of a request as JSON; raises Malformed."""
    try:
        return parse_json(request.body)
    except RequestDataTooBig as too_big:
        raise Malformed("The request is larger than an exam room ever sends.") from too_big


def parse_json(text: bytes) -> Any:
    """JSON from a stranger; raises Malformed."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed("The request is not JSON.") from error


def refuse(attempt_id: int, user_id: int, malformed: Malformed) -> JsonResponse:
    logger.warning("refused a save of attempt %s by person %s: %s", attempt_id, user_id, malformed)
    return JsonResponse({"error": f"Nothing was saved. {malformed}"}, status=400)


def logged_out() -> JsonResponse:
    sentence = "You are logged out. Log in again; your answers are kept on this device."
    return JsonResponse({"error": sentence}, status=401)


def _not_saved(request: HttpRequest, attempt_id: int, sent: list[Record]) -> HttpResponse:
    if not request.user.is_authenticated:
        return logged_out()
    if not request.user.attempts.filter(pk=attempt_id).exists():
        raise Http404
    return JsonResponse(closed(request.user, attempt_id, sent), status=409)


def closed(candidate: User, attempt_id: int, sent: list[Record]) -> dict[str, Any]:
    """The refusal of records that came after the close, which are kept as late work where that is still possible."""
    received = late_work.receive(attempt_id, user_id=candidate.pk, records=sent)
    return {
        "error": CLOSED,
        "answers": {record.position: {"outcome": "closed"} for record in sent},
        "late_work": "received" if received else "refused",
        "report": reverse("scoring:report", args=[attempt_id]),
    }


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

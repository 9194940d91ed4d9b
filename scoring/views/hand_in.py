"""The door out of the exam room: "End exam" is a wish that is granted, "time is up" a guess that is checked."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from exams import records, rooms, unsent
from exams.records import Malformed, Record
from exams.saving import Answer
from exams.views.replies import closed, logged_out, read_json, refuse
from people.models import User
from scoring import hand_in


@never_cache
@require_POST
def hand_in_attempt(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Save what is still unsent, then close; a room's JSON is answered with JSON, a plain form with the report."""
    is_form = request.content_type != "application/json"
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("exams:room", args=[attempt_id])) if is_form else logged_out()
    attempt = get_object_or_404(request.user.attempts, pk=attempt_id)
    if is_form:
        hand_in.end(attempt)
        return redirect("scoring:report", attempt_id)
    try:
        body = read_json(request)
        wish, sent = _wish(body), records.read(body)
        saved = _take(attempt_id, request.user, sent)
    except Malformed as malformed:
        return refuse(attempt_id, request.user.pk, malformed)
    if wish == "end":
        hand_in.end(attempt)
    elif not hand_in.time_is_up(attempt):
        present = rooms.state(rooms.seats(request.user).get(pk=attempt_id), since=0)
        return JsonResponse({"closed": False, **present, **saved})
    return JsonResponse({"closed": True, "report": reverse("scoring:report", args=[attempt_id]), **saved})


def _wish(body: dict[str, object]) -> str:
    wish = body.get("wish") if isinstance(body, dict) else None
    if wish not in {"end", "time up"}:
        raise Malformed("“wish” must be “end” or “time up”.")
    return str(wish)


def _take(attempt_id: int, candidate: User, sent: list[Record]) -> dict[str, object]:
    taken = unsent.take(attempt_id, user_id=candidate.pk, session_version=candidate.session_version, records=sent)
    return {"answers": taken.positions} if isinstance(taken, Answer) else closed(attempt_id, sent, taken)

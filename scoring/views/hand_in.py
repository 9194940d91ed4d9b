"""The door out of the exam room: "End exam" is a wish that is granted, "time is up" a guess that is checked."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from exams import records, rooms, saving
from exams.records import Malformed, Record
from exams.views.room import closed, logged_out, read_json, refuse
from people.models import User
from people.sessions import claims
from scoring import hand_in


@never_cache
@require_POST
def hand_in_attempt(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Save what is still unsent, then close; a room's JSON is answered with JSON, a plain form with the report."""
    if not request.user.is_authenticated:
        return logged_out()
    attempt = get_object_or_404(request.user.attempts, pk=attempt_id)
    if request.content_type != "application/json":
        hand_in.end(attempt)
        return redirect("scoring:report", attempt_id)
    try:
        body = read_json(request)
        wish, unsent = _wish(body), records.read(body)
        saved = _save(request, attempt_id, request.user, unsent)
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


def _save(request: HttpRequest, attempt_id: int, candidate: User, unsent: list[Record]) -> dict[str, object]:
    user_id, version = claims(request.session) or (candidate.pk, candidate.session_version)
    answer = saving.save(attempt_id, user_id=user_id, session_version=version, records=unsent)
    return {"answers": answer.positions} if answer else closed(candidate, attempt_id, unsent)

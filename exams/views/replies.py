"""How the doors of the exam room read what a browser posts, and what they answer."""

import logging
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.request import RawPostDataException
from django.urls import reverse

from exams import records, rooms
from exams.late_work import Late
from exams.models import Attempt
from exams.records import Malformed, Record

logger = logging.getLogger(__name__)

CLOSED = "This attempt has ended, so its answers cannot change any more."


def read_json(request: HttpRequest) -> Any:
    """The body of a request as JSON; raises Malformed."""
    try:
        body = request.body
    except RawPostDataException as error:
        # A form with parts, which the check of its token has read already.
        raise Malformed("The request is not JSON.") from error
    return records.parse(body)


def refuse(attempt_id: int, user_id: int, malformed: Malformed) -> JsonResponse:
    logger.warning("refused a save of attempt %s by person %s: %s", attempt_id, user_id, malformed)
    return JsonResponse({"error": f"Nothing was saved. {malformed}"}, status=400)


def logged_out() -> JsonResponse:
    sentence = "You are logged out. Log in again; your answers are kept on this device."
    return JsonResponse({"error": sentence}, status=401)


def has_ended(attempt: Attempt) -> JsonResponse:
    """What a room is told that asks for, or wants, something of an attempt that has ended."""
    report = reverse("scoring:report", args=[attempt.pk])
    reply = {"error": CLOSED, "report": report, "ended": rooms.ended_by_instructor(attempt)}
    return JsonResponse(reply, status=409)


def closed(attempt_id: int, sent: list[Record], late: Late | None) -> dict[str, Any]:
    """The refusal of a save that came after the close: what became of each position, and of what is late among them."""
    outcomes = {record.position: "closed" for record in sent}
    if late:
        outcomes |= dict.fromkeys(late.kept, "already kept") | dict.fromkeys(late.outdated, "superseded")
    return {
        "error": CLOSED,
        "answers": {position: {"outcome": outcome} for position, outcome in outcomes.items()},
        "late_work": "received" if late and late.is_received else "refused",
        "report": reverse("scoring:report", args=[attempt_id]),
    }

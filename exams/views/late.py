"""Unsent answers that a candidate brings as a file: through the same checks as any save."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from exams import records, unsent
from exams.late_work import Late
from exams.records import Malformed, Record
from exams.saving import Answer
from people.requests import PersonRequest

logger = logging.getLogger(__name__)

LARGEST_FILE = 64 * 1024
TOO_LATE = "Too late: such answers are taken for a day, and until the report or a sitting's results are open."


@login_required
@require_POST
def unsent_file(request: PersonRequest, attempt_id: int) -> HttpResponse:
    """Take the file that the exam room offered for download: a save while the attempt runs, late work afterwards."""
    get_object_or_404(request.user.attempts, pk=attempt_id)
    upload = request.FILES.get("answers")
    person = request.user
    try:
        if upload is None or (upload.size or 0) > LARGEST_FILE:
            raise Malformed("Choose the file “unsent answers” that the exam room gave you.")
        sent = records.read(records.parse(upload.read()))
        taken = unsent.take(attempt_id, user_id=person.pk, session_version=person.session_version, records=sent)
    except Malformed as malformed:
        logger.warning("refused a file of attempt %s by person %s: %s", attempt_id, person.pk, malformed)
        messages.error(request, f"Nothing was taken from that file. {malformed}")
    else:
        if taken is None or (isinstance(taken, Late) and not taken.is_received):
            messages.error(request, TOO_LATE)
        else:
            messages.success(request, f"Of the answers in that file: {_account(sent, taken)}.")
    return redirect("scoring:report", attempt_id)


def _account(sent: list[Record], taken: Answer | Late) -> str:
    """How many edits of a file became what."""
    if isinstance(taken, Late):
        became = {
            "received as late work": len(taken.late),
            "kept already": len(taken.kept),
            "older than what is kept": len(taken.outdated),
        }
    else:
        outcomes = [taken.positions[record.position]["outcome"] for record in sent if record.counter]
        became = {
            "kept": outcomes.count("kept"),
            "kept already": outcomes.count("already kept"),
            "older than what is kept": outcomes.count("superseded"),
        }
    return ", ".join(f"{times} {what}" for what, times in became.items() if times) or "none was an edit"
